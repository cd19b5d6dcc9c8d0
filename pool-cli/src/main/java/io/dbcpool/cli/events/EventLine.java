package io.dbcpool.cli.events;

import io.dbcpool.events.Alert;
import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.BroadcastRejected;
import io.dbcpool.events.ChainMachine;
import io.dbcpool.events.ChainRental;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.DrillCompleted;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.MachineReleased;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.events.VacateStepTaken;
import io.dbcpool.values.RentOrderId;
import java.util.Locale;

/** A record in one line. */
final class EventLine {

    private static final int SHORT = 12;

    private EventLine() {}

    /** @param name how the machine is called; nothing for a record about none */
    static String of(Envelope envelope, String name) {
        var event = envelope.event();
        return "%-27s  %-22s  %-14s  %s"
                .formatted(envelope.time(), event.topic().topicName(), name, oneLine(words(event)));
    }

    /** What a machine is called that the file does not know. */
    static String shortened(String machineId) {
        return machineId.substring(0, Math.min(SHORT, machineId.length())) + "…";
    }

    private static String words(PoolEvent event) {
        if (event instanceof BroadcastHeard told) {
            return "%s from %s%s"
                    .formatted(
                            word(told.status()),
                            told.sender(),
                            told.count() == 1 ? "" : ", " + told.count() + " times");
        }
        if (event instanceof BroadcastRejected told) {
            return "refused from %s, %s".formatted(told.sender(), told.reason());
        }
        if (event instanceof NodeRental told) {
            return "%s%s (%s)"
                    .formatted(
                            word(told.kind()),
                            told.domain().map(it -> " " + it.name()).orElse(""),
                            told.reason());
        }
        if (event instanceof NodeReadiness told) {
            long bad = told.checks().stream()
                    .filter(check -> check.state() != NodeReadiness.State.OK)
                    .count();
            return "%d checks, %d not ok".formatted(told.checks().size(), bad);
        }
        if (event instanceof ChainRental told) {
            return "%s order %s in block %s, %s"
                    .formatted(
                            word(told.kind()),
                            told.rentOrderId().map(RentOrderId::toString).orElse("?"),
                            told.block().height(),
                            word(told.finality()));
        }
        if (event instanceof ChainMachine told) {
            return "%s, %s, staked %s DBC, block %s"
                    .formatted(
                            told.statusInWords(),
                            word(told.tenancy()),
                            told.stakeDbc().orElse("?"),
                            told.block().height());
        }
        return event instanceof Alert told
                ? "%s %s %s: %s".formatted(word(told.state()), word(told.severity()), told.alert(), told.summary())
                : wordsOfVacate(event);
    }

    private static String wordsOfVacate(PoolEvent event) {
        if (event instanceof VacateStarted told) {
            return "stopping %s, heard by %s"
                    .formatted(name(told.domain()), word(told.trigger().source()));
        }
        if (event instanceof VacateStepTaken told) {
            return "step %s at %d ms %s"
                    .formatted(told.step().name(), told.step().atMillis(), told.note());
        }
        if (event instanceof VacateCompleted told) {
            return "%s %s after %d ms, %d ms left, ended by %s"
                    .formatted(
                            name(told.domain()),
                            word(told.outcome()),
                            told.elapsedMillis(),
                            told.marginMillis(),
                            word(told.endedBy()));
        }
        if (event instanceof DrillCompleted told) {
            return "drill of %s: %s, %d ms".formatted(name(told.domain()), word(told.outcome()), told.elapsedMillis());
        }
        if (event instanceof MachineReleased told) {
            return "released by %s: %s".formatted(told.operator(), told.reason());
        }
        return event.type();
    }

    private static String name(DomainRef domain) {
        return domain.name();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Anybody may have written a record, and a terminal obeys what it is sent. */
    private static String oneLine(String words) {
        return words.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
