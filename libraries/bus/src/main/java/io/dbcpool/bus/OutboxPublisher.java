package io.dbcpool.bus;

import io.dbcpool.bus.outbox.ExpendablePositions;
import io.dbcpool.bus.outbox.Outbox;
import io.dbcpool.bus.outbox.OutboxEntry;
import io.dbcpool.bus.outbox.OutboxLimits;
import io.dbcpool.bus.outbox.OutgoingRecord;
import io.dbcpool.events.Alert;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.NameBasedId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts what is told into an outbox, and raises the alert when it stays there. Starts no thread. */
public final class OutboxPublisher implements Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxPublisher.class);

    private final Outbox outbox;
    private final String source;
    private final InstantSource clock;
    private final Runnable onAppended;
    private final OutboxLimits limits;
    /** Guards itself. */
    private final ExpendablePositions expendable = new ExpendablePositions();

    private final AtomicLong dropped = new AtomicLong();
    private StuckOutbox stuck = StuckOutbox.NONE;

    /**
     * @param source {@code ce_source} of the alert that this publisher raises itself
     * @param onAppended run when there is something new to send; must not block
     */
    public OutboxPublisher(
            Outbox outbox, String source, InstantSource clock, OutboxLimits limits, Runnable onAppended) {
        this.outbox = outbox;
        this.source = source;
        this.clock = clock;
        this.limits = limits;
        this.onAppended = onAppended;
    }

    @Override
    public void publish(Envelope envelope) {
        var event = envelope.event();
        var record = OutgoingRecord.of(EventCodec.encode(envelope));
        synchronized (expendable) {
            var size = outbox.size();
            if (size.records() == 0) {
                expendable.clear();
            }
            if (!limits.takes(event, size) && !giveUpOldestExpendable()) {
                onDropped(event.topic().topicName());
                return;
            }
            long position = append(record);
            if (OutboxLimits.isExpendable(event)) {
                expendable.add(position);
            }
        }
    }

    /** One goes for one that comes: an outbox that is full keeps what was heard last. */
    private boolean giveUpOldestExpendable() {
        long front = outbox.readAfter(Outbox.FRONT, 1).stream()
                .findFirst()
                .map(OutboxEntry::position)
                .orElse(Outbox.FRONT);
        var oldest = expendable.take(front);
        oldest.ifPresent(position -> {
            outbox.remove(position);
            onDropped("(the oldest that may go)");
        });
        return oldest.isPresent();
    }

    /** A dead letter, or the like: what there is no room for is given up. */
    void publishExpendable(OutgoingRecord record, String topic) {
        if (limits.takesExpendable(outbox.size())) {
            append(record);
        } else {
            onDropped(topic);
        }
    }

    private long append(OutgoingRecord record) {
        long position = outbox.append(record, clock.instant());
        onAppended.run();
        return position;
    }

    private void onDropped(String topic) {
        // One line for the first and then for each thousandth: a full outbox is hit by every record.
        if (dropped.getAndIncrement() % 1_000 == 0) {
            LOG.error("outbox is full, a record is dropped topic={} dropped={}", topic, dropped.get());
        }
    }

    long dropped() {
        return dropped.get();
    }

    /** To be called every few seconds, by one thread. */
    public void checkForStuckOutbox() {
        var now = clock.instant();
        var verdict = stuck.check(outbox.oldest(), now);
        stuck = verdict.next();
        verdict.tell().ifPresent(state -> publish(stuckAlert(source, state, verdict.about(), now)));
    }

    /** The next process may find the same record waiting: it begins with the same words, and ends when it ends. */
    static Envelope stuckAlert(String source, Alert.State state, Instant since, Instant now) {
        var at = EventCodec.micros(state == Alert.State.RAISED ? since.plus(StuckOutbox.LIMIT) : now);
        var alert = new Alert(
                "OutboxStuck",
                Alert.Severity.WARNING,
                state,
                Optional.empty(),
                state == Alert.State.RAISED
                        ? "%s has records for Kafka that wait since %s".formatted(source, EventCodec.micros(since))
                        : "Kafka has everything that %s told until %s".formatted(source, at),
                "docs/runbooks/OutboxStuck.md",
                at);
        var id = NameBasedId.of("OutboxStuck", source, since.toString(), state.name(), at.toString());
        return new Envelope(id, source, at, alert);
    }
}
