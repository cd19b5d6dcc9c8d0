package io.dbcpool.console.trace;

import io.dbcpool.events.DomainRef;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.events.VacateStep;
import io.dbcpool.events.VacateStepTaken;
import io.dbcpool.values.MachineId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is told of one vacate. One of {@code started} and {@code receipt} is there, by which the rest is understood.
 *
 * @param completed where the receipt lies
 * @param notes of its steps, by name: the receipt has none
 */
record VacateRecords(
        UUID id,
        String rentalKey,
        String actor,
        MachineId machineId,
        DomainRef domain,
        Trigger trigger,
        Instant deadline,
        Instant startedAt,
        Origin watcher,
        List<VacateStep> steps,
        Map<String, String> notes,
        Optional<VacateCompleted> receipt,
        Optional<TopicRecord> completed) {

    VacateRecords {
        steps = List.copyOf(steps);
        notes = Map.copyOf(notes);
    }

    /** Those of which enough is told, the first one first. */
    static List<VacateRecords> listFrom(Collection<TopicRecord> records) {
        var ids = new LinkedHashMap<UUID, String>();
        records.forEach(record -> findId(record).ifPresent(id -> ids.put(id, "")));
        return ids.keySet().stream()
                .flatMap(id -> find(id, records).stream())
                .sorted(Comparator.comparing(
                                (VacateRecords vacate) -> vacate.trigger().observedAt())
                        .thenComparing(VacateRecords::startedAt)
                        .thenComparing(VacateRecords::id))
                .toList();
    }

    private static Optional<UUID> findId(TopicRecord record) {
        if (record.event() instanceof VacateStarted started) {
            return Optional.of(started.vacateId());
        }
        return record.event() instanceof VacateCompleted receipt ? Optional.of(receipt.vacateId()) : Optional.empty();
    }

    private static Optional<VacateRecords> find(UUID id, Collection<TopicRecord> records) {
        var taken = records.stream()
                .map(TopicRecord::event)
                .filter(VacateStepTaken.class::isInstance)
                .map(VacateStepTaken.class::cast)
                .filter(step -> step.vacateId().equals(id))
                .sorted(Comparator.comparing(step -> step.step().atMillis()))
                .toList();
        var notes = new LinkedHashMap<String, String>();
        taken.stream()
                .filter(step -> !step.note().isEmpty())
                .forEach(step -> notes.putIfAbsent(step.step().name(), step.note()));
        var receipt = records.stream()
                .filter(record -> record.event() instanceof VacateCompleted done
                        && done.vacateId().equals(id))
                .findFirst();
        if (receipt.isPresent() && receipt.get().event() instanceof VacateCompleted done) {
            return Optional.of(new VacateRecords(
                    id,
                    done.rentalKey(),
                    done.actor(),
                    done.machineId(),
                    done.domain(),
                    done.trigger(),
                    done.deadline(),
                    done.startedAt(),
                    receipt.get().origin(),
                    done.steps(),
                    notes,
                    Optional.of(done),
                    receipt));
        }
        return records.stream()
                .filter(record -> record.event() instanceof VacateStarted started
                        && started.vacateId().equals(id))
                .findFirst()
                .map(record -> {
                    var started = (VacateStarted) record.event();
                    return new VacateRecords(
                            id,
                            started.rentalKey(),
                            started.actor(),
                            started.machineId(),
                            started.domain(),
                            started.trigger(),
                            started.deadline(),
                            started.startedAt(),
                            record.origin(),
                            taken.stream().map(VacateStepTaken::step).toList(),
                            notes,
                            Optional.empty(),
                            Optional.empty());
                });
    }

    /** A step's moment: what was measured, from the moment at which the ten seconds began. */
    Instant at(VacateStep step) {
        return trigger.observedAt().plusMillis(step.atMillis());
    }

    Optional<Instant> findAt(String step) {
        return steps.stream().filter(one -> one.name().equals(step)).findFirst().map(this::at);
    }

    /** When it was over; of one without a receipt, as far as is known. */
    Instant end() {
        return receipt.map(done -> trigger.observedAt().plus(Duration.ofMillis(done.elapsedMillis())))
                .or(() -> steps.stream().map(this::at).max(Comparator.naturalOrder()))
                .orElse(startedAt);
    }
}
