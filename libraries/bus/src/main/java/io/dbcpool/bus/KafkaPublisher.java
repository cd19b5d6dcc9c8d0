package io.dbcpool.bus;

import io.dbcpool.bus.outbox.MvStoreOutbox;
import io.dbcpool.bus.outbox.OutboxLimits;
import io.dbcpool.bus.outbox.OutgoingRecord;
import io.dbcpool.bus.outbox.OutgoingRecord.Header;
import io.dbcpool.events.Envelope;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Tells Kafka, by way of an outbox on disk. A record is on its way to the producer and to the disk at the same time,
 * and leaves the outbox when the broker has acknowledged it.
 */
public final class KafkaPublisher implements Publisher, DeadLetters, AutoCloseable {

    private static final Duration CLOSE_GRACE = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final MvStoreOutbox outbox;
    private final OutboxSender sender;
    private final OutboxPublisher publisher;
    private final BrokerWatch watch;
    private final Map<String, LongAdder> deadLetters = new ConcurrentHashMap<>();

    private KafkaPublisher(
            KafkaSettings settings, Path directory, String source, InstantSource clock, OutboxLimits limits) {
        this.clock = clock;
        this.outbox = MvStoreOutbox.open(directory, clock);
        this.watch = new BrokerWatch(settings, this::checkForStuckOutbox);
        this.sender = new OutboxSender(outbox, settings, watch);
        this.publisher = new OutboxPublisher(outbox, source, clock, limits, sender::wake);
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
        publisher.start();
        return publisher;
    }

    /**
     * Keeps what it is told, and sends nothing until {@link #start()}: Kafka's own start takes a third of a second of
     * processor time, which a service may need for something more urgent.
     */
    public static KafkaPublisher open(KafkaSettings settings, Path directory, String source) {
        return new KafkaPublisher(settings, directory, source, InstantSource.system(), OutboxLimits.DEFAULT);
    }

    /** Sends from here on. To be called once. */
    public void start() {
        watch.start();
        sender.start();
    }

    @Override
    public void publish(Envelope envelope) {
        publisher.publish(envelope);
    }

    @Override
    public void bury(ConsumerRecord<byte[], byte[]> record, String reason) {
        deadLetters.computeIfAbsent(record.topic(), topic -> new LongAdder()).increment();
        publisher.publishExpendable(toDeadLetter(record, reason), record.topic());
    }

    private static OutgoingRecord toDeadLetter(ConsumerRecord<byte[], byte[]> record, String reason) {
        var headers = new ArrayList<Header>();
        record.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        headers.add(Header.of("dlq_reason", reason));
        headers.add(Header.of("dlq_partition", String.valueOf(record.partition())));
        headers.add(Header.of("dlq_offset", String.valueOf(record.offset())));
        return new OutgoingRecord(record.topic() + ".dlq", record.key(), headers, record.value());
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
                publisher.dropped() + sender.refused(),
                outbox.corruptFiles(),
                letters);
    }

    private void checkForStuckOutbox() {
        publisher.checkForStuckOutbox();
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
