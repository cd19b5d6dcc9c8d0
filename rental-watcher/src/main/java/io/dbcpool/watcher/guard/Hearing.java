package io.dbcpool.watcher.guard;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.MachineReleased;
import io.dbcpool.watcher.belief.Belief;
import io.dbcpool.watcher.belief.MachineBelief;
import io.dbcpool.watcher.belief.Signal;
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.belief.Signal.OperatorReleases;
import io.dbcpool.watcher.belief.Signal.SaysEmpty;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.guard.MachineView.BeliefView;
import io.dbcpool.watcher.guard.Observation.Released;
import io.dbcpool.watcher.vacate.Anchor;
import io.dbcpool.watcher.vacate.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a machine's guard makes of what it hears: the belief, and from when the rental's ten seconds count. The rule is
 * {@link MachineBelief}; here is when to write it down and what to tell. Used by one thread.
 */
final class Hearing {

    /** No two hosts' clocks agree better, so a word that seems earlier by less is the same one, heard by another. */
    private static final Duration CLOCK_NOISE = Duration.ofMillis(250);

    private final Machine machine;
    private final GuardSettings settings;
    private final LastWords lastWords = new LastWords();
    private MachineBelief belief;
    private Optional<Anchor> anchor = Optional.empty();

    Hearing(Machine machine, GuardSettings settings, MachineBelief remembered, Moment now) {
        this.machine = machine;
        this.settings = settings;
        this.belief = remembered;
        if (remembered.belief() instanceof Belief.Rented rented) {
            anchor = Optional.of(Anchor.of(
                            rented.trigger().observedAt(),
                            now.wall(),
                            now.monotonic(),
                            settings.policy().deadline()))
                    .filter(from -> !from.lateSignal());
        }
    }

    /** A vacate that a watcher before this one began counts from {@code from}; no later does the rental. */
    void resume(Anchor from) {
        anchor = anchor.map(own -> own.earlier(from));
    }

    News hear(List<Effect> effects, Signal told, Moment now) {
        lastWords.note(told);
        boolean before = belief.isRented();
        believe(effects, belief.notDeafBeyond(now.wall()));
        Signal signal = byOurClock(told, now);
        believe(effects, belief.after(signal));
        if (!(signal instanceof SaysRented says) || !belief.isRented()) {
            return new News.None();
        }
        var heard = Anchor.of(
                says.saidAt(), now.wall(), now.monotonic(), settings.policy().deadline());
        if (!before) {
            anchor = Optional.of(heard);
            return new News.Begun();
        }
        var first = anchor.filter(known -> heard.from().isBefore(known.from().minus(CLOCK_NOISE)));
        if (first.isEmpty() || heard.lateSignal()) {
            return new News.None();
        }
        anchor = Optional.of(heard);
        return new News.HeardEarlier(first.get(), heard, says.trigger());
    }

    /**
     * A weak word counts from when we hear it: another's clock, or a topic that is read again, must not complete a time
     * for which it has to hold.
     */
    private static Signal byOurClock(Signal signal, Moment now) {
        if (signal instanceof SaysEmpty) {
            return new SaysEmpty(now.wall());
        }
        return signal instanceof ChainSaysFree ? new ChainSaysFree(now.wall()) : signal;
    }

    void release(List<Effect> effects, Released released, Moment now) {
        String overruled = BeliefRecord.describe(belief.belief());
        believe(effects, belief.after(new OperatorReleases(now.wall())));
        anchor = Optional.empty();
        effects.add(new Effect.Publish(
                UUID.randomUUID().toString(),
                new MachineReleased(
                        machine.id(),
                        settings.actor(),
                        released.operator(),
                        released.reason(),
                        overruled,
                        EventCodec.micros(now.wall()))));
    }

    void onClock(List<Effect> effects, Moment now) {
        believe(effects, belief.at(now.wall(), settings.holdDown()));
    }

    private void believe(List<Effect> effects, MachineBelief next) {
        if (!next.equals(belief)) {
            // Since when a weak word holds is not written: a forger who alternates them would fill the disk, and after
            // a restart it has to hold anew.
            boolean worthWriting =
                    !next.belief().equals(belief.belief()) || !next.deafUntil().equals(belief.deafUntil());
            belief = next;
            if (worthWriting) {
                effects.add(new Effect.Write(BeliefRecord.write(belief)));
            }
        }
    }

    MachineBelief belief() {
        return belief;
    }

    /** From when the rental counts; empty where it was over before this watcher could know. */
    Optional<Anchor> anchor() {
        return anchor;
    }

    /** Whether the rental's ten seconds are not over yet. */
    boolean isFresh(Moment now) {
        return anchor.filter(from -> from.elapsed(now.monotonic())
                                .compareTo(settings.policy().deadline())
                        < 0)
                .isPresent();
    }

    /** Somebody said that it is rented, and nobody can say that it is free. */
    boolean isInDoubt() {
        return belief.belief() instanceof Belief.Unknown && lastWords.saidRenting();
    }

    BeliefView view() {
        return new BeliefView(
                BeliefRecord.name(belief.belief()),
                BeliefRecord.describe(belief.belief()),
                belief.belief() instanceof Belief.Rented rented ? Optional.of(rented.trigger()) : Optional.empty(),
                lastWords.list());
    }
}
