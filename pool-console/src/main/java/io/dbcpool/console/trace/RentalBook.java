package io.dbcpool.console.trace;

import io.dbcpool.events.Envelope;
import io.dbcpool.events.Evidence;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.SignalHeard;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.events.VacateStepTaken;
import io.dbcpool.values.MachineId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The rentals of the last hour, and which of them can be told. Records of one topic come in their order, those of
 * several do not, and one may wait in its writer's outbox: so a rental is told when its vacates have receipts and
 * nothing has come for a while, and what comes after that is told by itself, in the same trace.
 *
 * <p>What is older than an hour is not told: a console that starts reads weeks. What is younger may have been told by
 * the console before it, and is told again under the same ids. Not thread-safe.
 */
public final class RentalBook {

    /** From the last record to the telling, when all has a receipt. */
    public static final Duration SETTLED = Duration.ofSeconds(10);

    /** The same where a receipt is missing. A watcher gives up on a domain after a minute, and signs that. */
    public static final Duration UNFINISHED = Duration.ofMinutes(3);

    public static final Duration KEPT = Duration.ofHours(1);

    /** What was heard that long before the first word counts as of the rental, and what was so long after its end. */
    static final Duration BEFORE = Duration.ofSeconds(30);

    static final Duration AFTER = Duration.ofSeconds(5);

    /** Each has about 20 KB. */
    static final int MOST_RENTALS = 500;

    static final int MOST_RECORDS = 256;

    /** 5,000 machines whose nodes repeat themselves tell 200 in a minute. */
    static final int MOST_SIGNALS = 5_000;

    private static final class Rental {
        private final String key;
        private final MachineId machine;
        private final Map<String, TopicRecord> records = new LinkedHashMap<>();
        private final Map<String, Span> told = new HashMap<>();
        private Instant from;
        private Instant until;
        private Instant changedAt = Instant.MIN;
        private boolean changed;

        private Rental(String key, MachineId machine, Instant from) {
            this.key = key;
            this.machine = machine;
            this.from = from;
            this.until = from;
        }
    }

    private final Function<MachineId, String> names;
    private final Map<String, Rental> rentals = new LinkedHashMap<>();
    private final Map<UUID, Rental> byVacate = new HashMap<>();
    private final Deque<TopicRecord> signals = new ArrayDeque<>();
    private long leftOut;

    /** @param names how the pool's file calls a machine */
    public RentalBook(Function<MachineId, String> names) {
        this.names = names;
    }

    public void take(TopicRecord record, Instant now) {
        var event = record.event();
        var oldest = now.minus(KEPT);
        if (event instanceof VacateStarted started && !started.startedAt().isBefore(oldest)) {
            keep(
                    of(
                            started.vacateId(),
                            started.rentalKey(),
                            started.machineId(),
                            started.trigger().observedAt()),
                    record,
                    started.startedAt(),
                    now);
        } else if (event instanceof VacateStepTaken step) {
            Optional.ofNullable(byVacate.get(step.vacateId()))
                    .ifPresent(rental -> lengthen(rental, record, step.at(), now));
        } else if (event instanceof VacateCompleted receipt && !end(receipt).isBefore(oldest)) {
            keep(
                    of(
                            receipt.vacateId(),
                            receipt.rentalKey(),
                            receipt.machineId(),
                            receipt.trigger().observedAt()),
                    withoutRaw(record, receipt),
                    end(receipt),
                    now);
        } else if (SignalSpans.findHeardAt(event)
                .filter(at -> !at.isBefore(oldest))
                .isPresent()) {
            takeSignal(record, now);
        }
    }

    /** Traces that can be told now, each with only those of its spans that have not been told before. */
    public List<Trace> due(Instant now) {
        forget(now);
        var due = new ArrayList<Trace>();
        for (Rental rental : rentals.values()) {
            if (rental.changed && !now.isBefore(rental.changedAt.plus(isFinished(rental) ? SETTLED : UNFINISHED))) {
                rental.changed = false;
                RentalTrace.of(rental.key, names.apply(rental.machine), rental.records.values())
                        .map(trace -> news(rental, trace))
                        .filter(trace -> !trace.spans().isEmpty())
                        .ifPresent(due::add);
            }
        }
        return due;
    }

    /** How many rentals and records there was no room for. */
    public long leftOut() {
        return leftOut;
    }

    private static Trace news(Rental rental, Trace trace) {
        var news = trace.spans().stream()
                .filter(span -> !span.equals(rental.told.put(span.id(), span)))
                .toList();
        return new Trace(trace.id(), news);
    }

    private void takeSignal(TopicRecord record, Instant now) {
        signals.addLast(record);
        if (signals.size() > MOST_SIGNALS) {
            signals.removeFirst();
        }
        rentals.values().stream()
                .filter(rental -> isOf(rental, record.event()))
                .forEach(rental -> put(rental, record, now));
    }

    private Rental of(UUID vacate, String key, MachineId machine, Instant from) {
        var rental = rentals.computeIfAbsent(key, absent -> new Rental(key, machine, from));
        rental.from = from.isBefore(rental.from) ? from : rental.from;
        byVacate.put(vacate, rental);
        if (rentals.size() > MOST_RENTALS) {
            remove(rentals.values().iterator().next());
        }
        return rental;
    }

    /** With what was heard before it was known that it is of this rental. */
    private void keep(Rental rental, TopicRecord record, Instant until, Instant now) {
        lengthen(rental, record, until, now);
        signals.stream().filter(signal -> isOf(rental, signal.event())).forEach(signal -> put(rental, signal, now));
    }

    private void lengthen(Rental rental, TopicRecord record, Instant until, Instant now) {
        rental.until = until.isAfter(rental.until) ? until : rental.until;
        put(rental, record, now);
    }

    /** A repeat has the same id, and changes nothing. */
    private void put(Rental rental, TopicRecord record, Instant now) {
        if (rental.records.containsKey(record.envelope().id())) {
            return;
        }
        if (rental.records.size() >= MOST_RECORDS) {
            leftOut++;
            return;
        }
        rental.records.put(record.envelope().id(), record);
        rental.changedAt = now;
        rental.changed = true;
    }

    private static boolean isOf(Rental rental, PoolEvent event) {
        return event.machine().filter(rental.machine::equals).isPresent()
                && SignalSpans.findHeardAt(event)
                        .filter(at -> !at.isBefore(rental.from.minus(BEFORE)) && !at.isAfter(rental.until.plus(AFTER)))
                        .isPresent();
    }

    private static boolean isFinished(Rental rental) {
        return VacateRecords.listFrom(rental.records.values()).stream()
                .allMatch(vacate -> vacate.receipt().isPresent());
    }

    private void forget(Instant now) {
        var oldest = now.minus(KEPT);
        rentals.values().stream()
                .filter(rental -> rental.changedAt.isBefore(oldest))
                .toList()
                .forEach(this::remove);
        while (!signals.isEmpty() && signals.getFirst().sentAt().isBefore(oldest)) {
            signals.removeFirst();
        }
    }

    private void remove(Rental rental) {
        leftOut += rental.changed ? 1 : 0;
        rentals.remove(rental.key);
        byVacate.values().removeIf(rental::equals);
    }

    private static Instant end(VacateCompleted receipt) {
        return receipt.trigger().observedAt().plusMillis(receipt.elapsedMillis());
    }

    /** What came, byte for byte, is most of a receipt, and is not told. */
    private static TopicRecord withoutRaw(TopicRecord record, VacateCompleted receipt) {
        var evidence = receipt.evidence()
                .map(all -> new Evidence(
                        all.signals().stream().map(RentalBook::withoutRaw).toList(),
                        all.signalsLeftOut(),
                        all.proof(),
                        all.versions()));
        var envelope = record.envelope();
        return new TopicRecord(
                new Envelope(envelope.id(), envelope.source(), envelope.time(), receipt.withEvidence(evidence)),
                record.topic(),
                record.partition(),
                record.offset(),
                record.sentAt());
    }

    private static SignalHeard withoutRaw(SignalHeard signal) {
        return new SignalHeard(
                signal.source(),
                signal.via(),
                signal.says(),
                signal.saidAt(),
                signal.firstAt(),
                signal.lastAt(),
                signal.count(),
                signal.from(),
                signal.rentOrderId(),
                signal.block(),
                signal.blockHash(),
                signal.blockTime(),
                Optional.empty());
    }
}
