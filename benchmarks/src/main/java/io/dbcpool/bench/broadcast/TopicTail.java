package io.dbcpool.bench.broadcast;

import io.dbcpool.bench.BenchException;
import io.dbcpool.bench.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads all that comes to a topic from now on, on a thread of its own. */
final class TopicTail implements AutoCloseable {

    private static final Duration TOPIC_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    /** Told of each record as it arrives, on the tail's thread. */
    interface Reader {
        void onRecord(ConsumerRecord<String, String> record, long arrivedNanos);
    }

    private final Ear ear;
    private final KafkaConsumer<String, String> consumer;
    private final Thread thread;
    private final AtomicLong words = new AtomicLong();
    private volatile long lastNanos = System.nanoTime();
    private volatile Reader reader = (record, nanos) -> {};
    private volatile boolean closed;

    private TopicTail(Ear ear, KafkaConsumer<String, String> consumer) {
        this.ear = ear;
        this.consumer = consumer;
        this.thread = new Thread(this::run, "topic-tail");
        thread.setDaemon(true);
    }

    static TopicTail start(Ear ear, String bootstrapServers) {
        var consumer = new KafkaConsumer<String, String>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                        1,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        20_000,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new StringDeserializer(),
                new StringDeserializer());
        Waiting.until(
                "topic " + ear.topic(),
                TOPIC_LIMIT,
                Duration.ofMillis(100),
                () -> !consumer.partitionsFor(ear.topic()).isEmpty());
        List<TopicPartition> partitions = consumer.partitionsFor(ear.topic()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        var tail = new TopicTail(ear, consumer);
        tail.thread.start();
        return tail;
    }

    void tellTo(Reader next) {
        reader = next;
    }

    /** How many words all records together stand for. */
    long words() {
        return words.get();
    }

    /** When the last record came. */
    long lastNanos() {
        return lastNanos;
    }

    /** Waits until so many words are there, or none has come for so long. */
    void awaitWords(long wanted, Duration quiet) {
        long asked = System.nanoTime();
        while (words.get() < wanted && System.nanoTime() - Math.max(asked, lastNanos) < quiet.toNanos()) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    private void run() {
        while (!closed) {
            for (var record : consumer.poll(POLL)) {
                long now = System.nanoTime();
                words.addAndGet(ear.wordsIn(record.value()));
                lastNanos = now;
                reader.onRecord(record, now);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
        consumer.close();
    }
}
