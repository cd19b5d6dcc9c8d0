package io.dbcpool.watcher.guard;

import io.dbcpool.events.EventCodec;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.events.VacateStep;
import io.dbcpool.events.VacateStepTaken;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.journal.JournalRecord;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.journal.JournalRecord.VacateWent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The records of a vacate, in the same words and under the same ids however often they are told: a watcher that was
 * killed may have written down what never left its memory, and the next one tells it again.
 */
final class VacateTold {

    private VacateTold() {}

    /** @param configured how long it may take where the journal does not say so */
    static Effect.Publish started(VacateBegun begun, String actor, Duration configured) {
        return new Effect.Publish(
                begun.vacateId() + ":started",
                new VacateStarted(
                        begun.vacateId(),
                        begun.rentalKey(),
                        actor,
                        begun.machineId(),
                        begun.domain(),
                        begun.trigger(),
                        EventCodec.micros(begun.trigger().observedAt().plus(begun.deadlineOr(configured))),
                        begun.startedAt()));
    }

    /** @param number from 1, in the order in which the steps were taken */
    static Effect.Publish step(MachineId machineId, int number, VacateWent went) {
        return new Effect.Publish(
                went.vacateId() + ":" + number,
                new VacateStepTaken(went.vacateId(), machineId, went.step(), went.at(), went.note()));
    }

    static Effect.Publish completed(VacateCompleted receipt) {
        return new Effect.Publish(receipt.vacateId() + ":completed", receipt);
    }

    /**
     * All of one that is over, with its alerts, as far as the journal still has it; its receipt in any case, as the
     * last.
     */
    static List<Effect> again(List<JournalRecord> journal, VacateCompleted receipt, Duration configured) {
        var told = new ArrayList<Effect>();
        findBegun(journal, receipt.vacateId()).ifPresent(begun -> {
            var deadline = begun.deadlineOr(configured);
            told.add(started(begun, receipt.actor(), configured));
            var before = new ArrayList<VacateStep>();
            var took = Optional.<Duration>empty();
            for (JournalRecord record : journal) {
                if (record instanceof VacateWent went && isOf(went, receipt)) {
                    told.add(step(begun.machineId(), before.size() + 1, went));
                    told.addAll(VacateAlarms.with(went, before, begun.domain(), deadline, took));
                    before.add(went.step());
                    if (went.step().name().equals("released")) {
                        took = Optional.of(Duration.between(receipt.trigger().observedAt(), went.at()));
                    }
                }
            }
        });
        told.add(completed(receipt));
        return told;
    }

    private static boolean isOf(VacateWent went, VacateCompleted receipt) {
        return went.vacateId().equals(receipt.vacateId());
    }

    /** As it was first told. */
    private static Optional<VacateBegun> findBegun(List<JournalRecord> journal, UUID vacateId) {
        return journal.stream()
                .filter(record ->
                        record instanceof VacateBegun begun && begun.vacateId().equals(vacateId))
                .map(VacateBegun.class::cast)
                .findFirst();
    }
}
