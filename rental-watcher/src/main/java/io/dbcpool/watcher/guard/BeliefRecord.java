package io.dbcpool.watcher.guard;

import io.dbcpool.events.EventCodec;
import io.dbcpool.events.Trigger;
import io.dbcpool.watcher.belief.Belief;
import io.dbcpool.watcher.belief.Belief.Free;
import io.dbcpool.watcher.belief.Belief.Rented;
import io.dbcpool.watcher.belief.Belief.Unknown;
import io.dbcpool.watcher.belief.BeliefPolicy;
import io.dbcpool.watcher.belief.ChainBlocks;
import io.dbcpool.watcher.belief.MachineBelief;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.journal.JournalRecord;
import io.dbcpool.watcher.journal.JournalRecord.Believed;
import io.dbcpool.watcher.journal.JournalRecord.Unheeded;
import io.dbcpool.watcher.vacate.Anchor;
import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A belief in words: for the journal, which has to give it back, and for people. */
final class BeliefRecord {

    private BeliefRecord() {}

    /** @param counts from when the ten seconds of the rental count, where one is believed */
    static Believed write(MachineBelief belief, Optional<CountsFrom> counts, String bootId) {
        var rented = belief.belief() instanceof Rented is ? Optional.of(is) : Optional.<Rented>empty();
        return new Believed(
                belief.machineId(),
                name(belief.belief()),
                rented.map(Rented::key),
                rented.map(Rented::trigger),
                belief.belief() instanceof Unknown unknown ? unknown.why() : "",
                belief.claimedBy().stream().sorted().toList(),
                belief.deafUntil().wall(),
                Optional.of(belief.blocks()),
                belief.unheededUntil()
                        .map(until -> new Unheeded(
                                EventCodec.micros(until.wall()),
                                until.monotonic().nanos(),
                                bootId)),
                rented.flatMap(is -> counts)
                        .map(since -> new JournalRecord.CountsFrom(
                                since.trigger(),
                                since.anchor().from().nanos(),
                                bootId,
                                since.anchor().lateSignal())));
    }

    /**
     * From when the ten seconds of the rental count that is believed; empty if they are over. On another run of the
     * host the wall clock is all there is.
     */
    static Optional<CountsFrom> countsFrom(Believed record, Moment now, Duration deadline, String bootId) {
        var counts = record.countsFrom()
                .filter(since -> since.bootId().equals(bootId))
                .map(BeliefRecord::countsFrom)
                .filter(since -> !now.monotonic().isBefore(since.anchor().from()))
                .or(() -> record.trigger().flatMap(trigger -> byWallClock(trigger, now, deadline)));
        return counts.filter(since -> since.isFresh(now, deadline));
    }

    private static CountsFrom countsFrom(JournalRecord.CountsFrom since) {
        var label = since.trigger().observedAt();
        return new CountsFrom(
                new Anchor(new MonotonicTime(since.fromNanos()), label, since.lateSignal()), since.trigger());
    }

    private static Optional<CountsFrom> byWallClock(Trigger trigger, Moment now, Duration deadline) {
        return Optional.of(CountsFrom.heard(new SaysRented(trigger, trigger.observedAt()), now, deadline))
                .filter(since -> !since.anchor().lateSignal());
    }

    static MachineBelief read(Believed record, Moment now, BeliefPolicy trust, String bootId) {
        Belief belief = switch (record.belief()) {
            case "rented" ->
                record.trigger()
                        .<Belief>map(trigger -> new Rented(record.rentalKey().orElse(""), trigger))
                        .orElseGet(() -> new Unknown("its journal does not say who rented it"));
            // What was free before a restart has to be heard again: silence is never free.
            case "free" -> new Unknown("the watcher was restarted");
            default -> new Unknown(record.why());
        };
        return MachineBelief.remembered(
                record.machineId(),
                belief,
                belief instanceof Rented ? Set.copyOf(record.claimedBy()) : Set.of(),
                ago(record.deafUntil(), now),
                record.blocks().orElse(ChainBlocks.NONE),
                record.unheeded().map(unheeded -> until(unheeded, now, trust, bootId)));
    }

    /**
     * One that lies in the future by its label was written by a clock that was set back since; it is past all the same.
     */
    static Moment ago(Instant label, Moment now) {
        var age = Duration.between(label, now.wall());
        return new Moment(label, now.monotonic().minus(age.isNegative() ? Duration.ZERO : age));
    }

    /**
     * After a reboot the wall clock is all there is. It may have been set meanwhile, and must not make the time longer
     * than it was.
     */
    private static Moment until(Unheeded unheeded, Moment now, BeliefPolicy trust, String bootId) {
        var until = new MonotonicTime(unheeded.untilNanos());
        var left = unheeded.bootId().equals(bootId)
                ? until.since(now.monotonic())
                : Duration.between(now.wall(), unheeded.until());
        var atMost = left.compareTo(trust.holdDown()) > 0 ? trust.holdDown() : left;
        return new Moment(unheeded.until(), now.monotonic().plus(atMost));
    }

    static String name(Belief belief) {
        if (belief instanceof Rented) {
            return "rented";
        }
        return belief instanceof Free ? "free" : "unknown";
    }

    static String describe(Belief belief) {
        if (belief instanceof Rented rented) {
            return "rented: %s (%s) said so at %s"
                    .formatted(
                            rented.trigger()
                                    .source()
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-'),
                            rented.trigger().via().name().toLowerCase(Locale.ROOT),
                            rented.trigger().observedAt());
        }
        if (belief instanceof Free free) {
            return "free since %s, as the finalized chain says".formatted(EventCodec.micros(free.since()));
        }
        return belief instanceof Unknown unknown ? "unknown: " + unknown.why() : "unknown";
    }
}
