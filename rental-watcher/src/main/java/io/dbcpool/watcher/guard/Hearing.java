package io.dbcpool.watcher.guard;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.Alert.Severity;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.Evidence;
import io.dbcpool.events.MachineReleased;
import io.dbcpool.events.SignalHeard;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.watcher.belief.Belief;
import io.dbcpool.watcher.belief.Doubt;
import io.dbcpool.watcher.belief.Doubts;
import io.dbcpool.watcher.belief.LastWord;
import io.dbcpool.watcher.belief.MachineBelief;
import io.dbcpool.watcher.belief.Signal;
import io.dbcpool.watcher.belief.Signal.OperatorReleases;
import io.dbcpool.watcher.belief.Signal.RentersDomain;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.guard.MachineView.BeliefView;
import io.dbcpool.watcher.guard.MachineView.SourceView;
import io.dbcpool.watcher.guard.Observation.Released;
import io.dbcpool.watcher.journal.JournalRecord;
import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a machine's guard makes of what it hears: the belief, from when the rental's ten seconds count, and what does
 * not fit together. The rule is {@link MachineBelief}; here is when to write it down and what to tell. Used by one
 * thread.
 */
final class Hearing {

    /** No two hosts' clocks agree better, so a word that seems earlier by less is the same one, heard by another. */
    private static final Duration CLOCK_NOISE = Duration.ofMillis(250);

    private final Machine machine;
    private final GuardSettings settings;
    private MachineBelief belief;
    private Belief described = new Belief.Unknown("");
    private String description = BeliefRecord.describe(described);
    /** From when the ten seconds of the rental count that is believed; of one that was over before we knew, empty. */
    private Optional<CountsFrom> counts = Optional.empty();

    /** Before that another watcher may have heard, begun and forgotten what it liked. */
    private final Moment upSince;
    /** When this watcher heard of the rental that stands, or came up and remembered it. */
    private Moment rentalKnownAt;

    private boolean overdue;
    private Set<UUID> rentersDomains = Set.of();
    private List<Doubt> doubts = List.of();
    private final HeardLog log;

    Hearing(Machine machine, GuardSettings settings, Remembered remembered, Moment now) {
        this.machine = machine;
        this.settings = settings;
        this.belief = remembered.belief();
        this.log = new HeardLog(remembered.heard());
        this.upSince = now;
        this.rentalKnownAt = now;
        if (belief.isRented()) {
            counts = remembered.countsFrom();
            overdue = counts.filter(since -> !since.anchor().lateSignal()).isEmpty();
        }
    }

    /** A vacate that a watcher before this one began counts from {@code from}; no later does the rental. */
    void resume(CountsFrom from) {
        counts = counts.map(own -> isNoLater(from, own) ? from : own);
    }

    private static boolean isNoLater(CountsFrom one, CountsFrom other) {
        return one.anchor().from().minus(CLOCK_NOISE).isBefore(other.anchor().from());
    }

    News hear(List<Effect> effects, Signal signal, Moment now) {
        believe(effects, belief.notDeafBeyond(now));
        var before = belief;
        belief = belief.after(signal, now, settings.trust());
        var news = signal instanceof SaysRented says ? said(says, before.isRented(), now) : new News.None();
        if (isWorthWriting(before) || news instanceof News.HeardEarlier) {
            write(effects);
        }
        return news;
    }

    private News said(SaysRented says, boolean before, Moment now) {
        if (says.trigger().source() == Source.CHAIN_POOL) {
            return before || !settings.trust().pendingPool() ? new News.None() : new News.Hinted();
        }
        return belief.isRented() ? rented(says, before, now) : new News.None();
    }

    private News rented(SaysRented says, boolean before, Moment now) {
        var heard = CountsFrom.heard(says, now, settings.policy().deadline());
        boolean isOverdue = heard.anchor().lateSignal() && says.saidAt().isBefore(upSince.wall());
        if (!before) {
            rentalKnownAt = now;
            counts = Optional.of(heard);
            overdue = isOverdue;
            return new News.Begun();
        }
        if (isOverdue && !overdue && belief.claimedBy().contains(says.trigger().source())) {
            overdue = true;
            return new News.Overdue();
        }
        var first = counts.map(CountsFrom::anchor)
                .filter(known -> heard.anchor().from().isBefore(known.from().minus(CLOCK_NOISE)));
        if (first.isEmpty()
                || heard.anchor().lateSignal()
                || !belief.claimedBy().contains(says.trigger().source())) {
            return new News.None();
        }
        counts = Optional.of(heard);
        return new News.HeardEarlier(first.get(), heard);
    }

    /**
     * Which renters' domains are active on the host. Each that was not says that the machine is rented, also where
     * another one was active already: an operator may have released the machine since that one started.
     *
     * @param atFirst whether nobody looked before: one that is there then may have been for longer than the ten seconds
     */
    News look(List<Effect> effects, Set<UUID> renters, boolean atFirst, boolean vacating, Moment now) {
        boolean isNew = !rentersDomains.containsAll(renters);
        rentersDomains = Set.copyOf(renters);
        hear(effects, new RentersDomain(!renters.isEmpty()), now);
        if (!isNew) {
            return new News.None();
        }
        var trigger = Trigger.of(Source.HYPERVISOR, Via.DIRECT, EventCodec.micros(now.wall()));
        log.add(seen(renters, trigger), vacating);
        var news = hear(effects, new SaysRented(trigger, trigger.observedAt()), now);
        overdue |= atFirst && news instanceof News.Begun;
        return news;
    }

    private static SignalHeard seen(Set<UUID> renters, Trigger trigger) {
        return SignalHeard.of(
                trigger.source(),
                trigger.via(),
                "renting",
                trigger.observedAt(),
                renters.stream().map(UUID::toString).sorted().collect(Collectors.joining(", ", "active domains ", "")),
                Optional.empty());
    }

    /** Keeps what was heard as it came, for a receipt. */
    void note(SignalHeard evidence, boolean vacating) {
        log.add(evidence, vacating);
    }

    /** What a watcher after this one has to know of what was heard. */
    List<Effect> writeNoted() {
        return log.takeUnwritten().stream()
                .<Effect>map(signal -> new Effect.Write(new JournalRecord.SignalNoted(machine.id(), signal)))
                .toList();
    }

    /** A receipt with what was heard of its rental. */
    VacateCompleted withSignals(VacateCompleted draft) {
        return draft.withEvidence(draft.evidence()
                .map(evidence -> new Evidence(
                        log.list(draft.trigger().observedAt()), log.leftOut(), evidence.proof(), evidence.versions())));
    }

    void release(List<Effect> effects, Released released, Moment now) {
        String overruled = BeliefRecord.describe(belief.belief());
        believe(effects, belief.after(new OperatorReleases(now.wall()), now, settings.trust()));
        counts = Optional.empty();
        overdue = false;
        effects.add(new Effect.Publish(
                settings.ids().get().toString(),
                new MachineReleased(
                        machine.id(),
                        settings.actor().name(),
                        released.operator(),
                        released.reason(),
                        overruled,
                        EventCodec.micros(now.wall()))));
    }

    void onClock(List<Effect> effects, Moment now) {
        believe(effects, belief.at(now, settings.trust()));
        doubt(effects, Doubts.find(belief, now, settings.trust()));
    }

    private void doubt(List<Effect> effects, List<Doubt> found) {
        if (found.isEmpty() && doubts.isEmpty()) {
            return;
        }
        for (Doubt.Kind kind : Doubt.Kind.values()) {
            var before = Doubt.find(doubts, kind);
            var next = Doubt.find(found, kind);
            if (next.isPresent() && before.isEmpty()) {
                effects.add(new Effect.Raise(
                        kind.alert(), Severity.WARNING, "", next.get().summary()));
            } else if (next.isEmpty() && before.isPresent()) {
                effects.add(new Effect.Clear(
                        kind.alert(), "", "no longer so: " + before.get().summary()));
            }
        }
        doubts = found;
    }

    private Optional<String> standing(Doubt.Kind kind) {
        return Doubt.find(doubts, kind).map(Doubt::summary);
    }

    private void believe(List<Effect> effects, MachineBelief next) {
        var before = belief;
        belief = next;
        if (isWorthWriting(before)) {
            write(effects);
        }
    }

    /**
     * Since when a weak word holds is not written: a forger who alternates them would fill the disk, and after a
     * restart it has to hold anew.
     */
    private boolean isWorthWriting(MachineBelief before) {
        return !belief.belief().equals(before.belief())
                || !belief.claimedBy().equals(before.claimedBy())
                || !belief.deafUntil().equals(before.deafUntil())
                || !belief.blocks().deafTo().equals(before.blocks().deafTo())
                || !belief.unheededUntil().equals(before.unheededUntil());
    }

    private void write(List<Effect> effects) {
        effects.add(new Effect.Write(BeliefRecord.write(belief, counts, settings.bootId())));
    }

    MachineBelief belief() {
        return belief;
    }

    /** The belief in words. */
    String describe() {
        if (!belief.belief().equals(described)) {
            described = belief.belief();
            description = BeliefRecord.describe(described);
        }
        return description;
    }

    /**
     * What a vacate counts from that begins now. A domain that was started while the machine was rented counts from its
     * start; one that a watcher found when it was itself started, long after the rental, from this look.
     *
     * @param startedAt empty if it is not known, or long ago
     */
    CountsFrom countsFrom(Optional<Moment> startedAt, Moment heard) {
        return rental(startedAt).orElseGet(() -> CountsFrom.seen(startedAt.orElse(heard)));
    }

    /** What a vacate counts from whose domain was started then; empty where no rental is known of. */
    Optional<CountsFrom> countsFromStart(Moment started) {
        return counts.isEmpty() && !overdue
                ? Optional.empty()
                : rental(Optional.of(started)).or(() -> Optional.of(CountsFrom.seen(started)));
    }

    /**
     * From when the rental counts, for a domain that was started then: empty where that was later. A rental that was
     * over before this watcher could know is older than whatever was started before it was up.
     */
    private Optional<CountsFrom> rental(Optional<Moment> startedAt) {
        return counts.filter(rental -> startedAt
                .map(Moment::monotonic)
                .filter(started ->
                        rental.anchor().from().isBefore(started) || (overdue && started.isBefore(upSince.monotonic())))
                .isEmpty());
    }

    /** Whether the rental's ten seconds are known to be over. */
    boolean isOver(Moment now) {
        return counts.isPresent() && !isFresh(now);
    }

    /** Whether the rental's ten seconds are not over yet. */
    boolean isFresh(Moment now) {
        return counts.filter(since -> since.isFresh(now, settings.policy().deadline()))
                .isPresent();
    }

    /**
     * From when on a process has to go that nobody could see before. One that ran when this watcher first knew of the
     * rental has been in the way since then; any other counts from when it is seen.
     */
    Moment hasToGoSince(MonotonicTime started, Moment seen) {
        return started.isBefore(rentalKnownAt.monotonic()) ? rentalKnownAt : seen;
    }

    /**
     * Whether its ten seconds may have been over before this watcher was there: of a domain that it found running,
     * nobody knows how much of them is left.
     */
    boolean isOverdue() {
        return overdue;
    }

    /** Somebody said that it is rented, and nobody can say that it is free. */
    boolean isInDoubt() {
        return belief.belief() instanceof Belief.Unknown && belief.words().isAnySayingRenting();
    }

    BeliefView view() {
        return new BeliefView(
                BeliefRecord.name(belief.belief()),
                BeliefRecord.describe(belief.belief()),
                belief.belief() instanceof Belief.Rented rented ? Optional.of(rented.trigger()) : Optional.empty(),
                belief.claimedBy().stream().sorted().map(Hearing::name).toList(),
                belief.words().bySource().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(said -> view(said.getKey(), said.getValue()))
                        .toList(),
                standing(Doubt.Kind.SPOOF_SUSPECTED),
                standing(Doubt.Kind.SOURCES_DISAGREE));
    }

    private static SourceView view(Source source, LastWord said) {
        return new SourceView(
                name(source),
                said.via(),
                said.says().word(),
                EventCodec.micros(said.since().wall()),
                EventCodec.micros(said.last().wall()));
    }

    private static String name(Source source) {
        return source.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
