package io.dbcpool.bus;

import io.dbcpool.bus.outbox.ExpendablePositions;
import io.dbcpool.bus.outbox.MvStoreOutbox;
import io.dbcpool.bus.outbox.Outbox;
import io.dbcpool.bus.outbox.OutboxEntry;
import io.dbcpool.bus.outbox.OutboxLimits;
import io.dbcpool.bus.outbox.OutgoingRecord;
import io.dbcpool.bus.outbox.OutgoingRecord.Header;
import io.dbcpool.events.Alert;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.NameBasedId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Kafka, by way of an outbox on disk. A record is on its way to the producer and to the disk at the same time,
 * and leaves the outbox when the broker has acknowledged it.
 */
public final class KafkaPublisher implements Publisher, DeadLetters, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);

    private static final Duration CLOSE_GRACE = Duration.ofSeconds(2);

    private final String source;
    private final InstantSource clock;
    private final OutboxLimits limits;
    private final MvStoreOutbox outbox;
    private final OutboxSender sender;
    private final BrokerWatch watch;
    /** Guards itself. */
    private final ExpendablePositions expendable = new ExpendablePositions();

    private final AtomicLong dropped = new AtomicLong();
    private final Map<String, LongAdder> deadLetters = new ConcurrentHashMap<>();
    private StuckOutbox stuck = StuckOutbox.NONE;

    private KafkaPublisher(
            KafkaSettings settings, Path directory, String source, InstantSource clock, OutboxLimits limits) {
        this.limits = limits;
        this.source = source;
        this.clock = clock;
        this.outbox = MvStoreOutbox.open(directory, clock);
        this.watch = new BrokerWatch(settings, this::checkForStuckOutbox);
        this.sender = new OutboxSender(outbox, settings, watch);
    }

    /**
     * Begins with what an earlier process has left. Never fails for a broker or a disk that is away.
     *
     * @param directory the service's state folder, in which the outbox is
     * @param source {@code ce_source} of the alert that this publisher raises itself
     */
    public static KafkaPublisher start(KafkaSettings settings, Path directory, String source) {
        return start(settings, directory, source, InstantSource.system(), OutboxLimits.DEFAULT);
    }

    static KafkaPublisher start(
            KafkaSettings settings, Path directory, String source, InstantSource clock, OutboxLimits limits) {
        var publisher = new KafkaPublisher(settings, directory, source, clock, limits);
        publisher.watch.start();
        publisher.sender.start();
        return publisher;
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

    @Override
    public void bury(ConsumerRecord<byte[], byte[]> record, String reason) {
        deadLetters.computeIfAbsent(record.topic(), topic -> new LongAdder()).increment();
        if (limits.takesExpendable(outbox.size())) {
            append(toDeadLetter(record, reason));
        } else {
            onDropped(record.topic());
        }
    }

    private static OutgoingRecord toDeadLetter(ConsumerRecord<byte[], byte[]> record, String reason) {
        var headers = new ArrayList<Header>();
        record.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        headers.add(Header.of("dlq_reason", reason));
        headers.add(Header.of("dlq_partition", String.valueOf(record.partition())));
        headers.add(Header.of("dlq_offset", String.valueOf(record.offset())));
        return new OutgoingRecord(record.topic() + ".dlq", record.key(), headers, record.value());
    }

    private long append(OutgoingRecord record) {
        long position = outbox.append(record, clock.instant());
        sender.wake();
        return position;
    }

    private void onDropped(String topic) {
        // One line for the first and then for each thousandth: a full outbox is hit by every record.
        if (dropped.getAndIncrement() % 1_000 == 0) {
            LOG.error("outbox is full, a record is dropped topic={} dropped={}", topic, dropped.get());
        }
    }

    public BusState state() {
        var size = outbox.size();
        var now = clock.instant();
        var letters = new HashMap<String, Long>();
        deadLetters.forEach((topic, count) -> letters.put(topic, count.sum()));
        return new BusState(
                watch.isConnected(),
                size.records(),
                size.inMemoryOnly(),
                outbox.oldest().map(oldest -> Duration.between(oldest, now)).orElse(Duration.ZERO),
                sender.published(),
                dropped.get() + sender.refused(),
                outbox.corruptFiles(),
                letters);
    }

    private void checkForStuckOutbox() {
        var now = clock.instant();
        var verdict = stuck.check(outbox.oldest(), now);
        stuck = verdict.next();
        verdict.tell().ifPresent(state -> publish(stuckAlert(state, verdict.about(), now)));
    }

    private Envelope stuckAlert(Alert.State state, Instant since, Instant now) {
        var at = EventCodec.micros(now);
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
        return new Envelope(NameBasedId.of("OutboxStuck", source, since.toString(), state.name()), source, at, alert);
    }

    /** Sends what it can within two seconds; the rest is on disk for the next process. */
    @Override
    public void close() {
        try {
            sender.close(CLOSE_GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watch.close();
        outbox.close();
    }
}
