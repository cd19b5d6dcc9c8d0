package io.dbcpool.watcher.guard;

import io.dbcpool.watcher.belief.Belief;
import io.dbcpool.watcher.belief.Belief.Free;
import io.dbcpool.watcher.belief.Belief.Rented;
import io.dbcpool.watcher.belief.Belief.Unknown;
import io.dbcpool.watcher.belief.MachineBelief;
import io.dbcpool.watcher.journal.JournalRecord.Believed;
import java.util.Locale;
import java.util.Optional;

/** A belief in words: for the journal, which has to give it back, and for people. */
final class BeliefRecord {

    private BeliefRecord() {}

    static Believed write(MachineBelief belief) {
        var rented = belief.belief() instanceof Rented is ? Optional.of(is) : Optional.<Rented>empty();
        return new Believed(
                belief.machineId(),
                name(belief.belief()),
                rented.map(Rented::key),
                rented.map(Rented::trigger),
                belief.belief() instanceof Unknown unknown ? unknown.why() : "",
                belief.emptySince(),
                belief.chainFreeSince(),
                belief.deafUntil());
    }

    static MachineBelief read(Believed record) {
        Belief belief = switch (record.belief()) {
            case "rented" ->
                record.trigger()
                        .<Belief>map(trigger -> new Rented(record.rentalKey().orElse(""), trigger))
                        .orElseGet(() -> new Unknown("its journal does not say who rented it"));
            // What was free before a restart has to be heard again: silence is never free.
            case "free" -> new Unknown("the watcher was restarted");
            default -> new Unknown(record.why());
        };
        return new MachineBelief(
                record.machineId(), belief, false, Optional.empty(), Optional.empty(), record.deafUntil());
    }

    static String name(Belief belief) {
        if (belief instanceof Rented) {
            return "rented";
        }
        return belief instanceof Free ? "free" : "unknown";
    }

    static String describe(Belief belief) {
        if (belief instanceof Rented rented) {
            return "rented, as the %s said %s at %s"
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
            return "free since %s, as the finalized chain says".formatted(free.since());
        }
        return belief instanceof Unknown unknown ? "unknown: " + unknown.why() : "unknown";
    }
}
