package io.dbcpool.bus;

import io.dbcpool.events.Decoded;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads whole topics, from a moment in the past or from the end, until closed.
 *
 * <p>It takes every partition itself and joins no group: a group may need 45 s to notice that a member died
 * ({@code session.timeout.ms}), and a machine has to be free in 10. It commits nothing. Partitions and topics that are
 * made later are found within two seconds. While Kafka is away it keeps trying, and goes on where it was.
 *
 * <p>Promised: order within a partition, and that a record that cannot be read goes to the dead letters and stops
 * nobody. Not promised: that a record comes once; {@link RecentIds} tells repeats.
 */
public final class TopicFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final long RETRY_MILLIS = 200;
    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long CLOSE_MILLIS = 3_000;

    private final KafkaSettings settings;
    private final FollowedPartitions partitions;
    private final RecordListener listener;
    private final DeadLetters deadLetters;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::follow, "topic-follower");
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean following;
    private volatile boolean reachable;

    private TopicFollower(
            KafkaSettings settings, FollowedPartitions partitions, RecordListener listener, DeadLetters deadLetters) {
        this.settings = settings;
        this.partitions = partitions;
        this.listener = listener;
        this.deadLetters = deadLetters;
        thread.setDaemon(true);
    }

    /** Returns at once, also while Kafka is away. */
    public static TopicFollower start(
            KafkaSettings settings, Set<Topic> topics, From from, RecordListener listener, DeadLetters deadLetters) {
        var partitions = new FollowedPartitions(topics, from, Instant.now());
        var follower = new TopicFollower(settings, partitions, listener, deadLetters);
        follower.thread.start();
        return follower;
    }

    /** Whether every topic has been found, so that what is written from now on is read. */
    public boolean isFollowing() {
        return following;
    }

    /** Whether Kafka answered when it was last asked, which it is every two seconds. */
    public boolean isReachable() {
        return reachable;
    }

    private void follow() {
        while (isOpen()) {
            var opened = openConsumer();
            try {
                if (opened != null) {
                    consumer = opened;
                    followWith(opened);
                }
            } catch (WakeupException | InterruptException e) {
                LOG.debug("topic follower stops");
            } catch (KafkaException e) {
                LOG.warn("kafka consumer failed, a new one goes on", e);
            } finally {
                if (opened != null) {
                    opened.close(CloseOptions.timeout(Duration.ZERO));
                }
            }
            awaitClosing();
        }
    }

    private @Nullable Consumer<byte[], byte[]> openConsumer() {
        try {
            return new KafkaConsumer<>(settings.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            LOG.error("kafka consumer cannot be set up settings={}", settings, e);
            return null;
        }
    }

    private void followWith(Consumer<byte[], byte[]> reader) {
        partitions.resume(reader);
        long lookAgainAt = System.nanoTime();
        while (isOpen()) {
            if (System.nanoTime() - lookAgainAt >= 0) {
                findPartitions(reader);
                lookAgainAt = System.nanoTime() + (following ? LOOK_AGAIN_NANOS : LOOK_AGAIN_NANOS / 10);
            }
            if (partitions.isEmpty()) {
                awaitClosing();
            } else {
                read(reader);
            }
        }
    }

    private void findPartitions(Consumer<byte[], byte[]> reader) {
        try {
            partitions.findNew(reader);
            following = partitions.areComplete();
            reachable = true;
        } catch (TimeoutException e) {
            reachable = false;
            LOG.debug("kafka is away, its topics are asked for again");
        }
    }

    private void read(Consumer<byte[], byte[]> reader) {
        try {
            reader.poll(POLL).forEach(this::onRecord);
        } catch (OffsetOutOfRangeException e) {
            LOG.warn(
                    "kafka has no record at our offset, what it has since our start is read again offsets={}",
                    e.offsetOutOfRangePartitions());
            partitions.placeAgain(reader, e.offsetOutOfRangePartitions().keySet());
        }
    }

    private void onRecord(ConsumerRecord<byte[], byte[]> record) {
        boolean fromLookback = partitions.pass(record);
        var decoded = EventCodec.decode(record.topic(), headers(record), record.value());
        try {
            if (decoded instanceof Decoded.Read read) {
                listener.onRecord(new Followed(
                        read.envelope(),
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        Instant.ofEpochMilli(record.timestamp()),
                        record.value(),
                        fromLookback));
            } else if (decoded instanceof Decoded.Unreadable unreadable) {
                // Without the reason: it may quote the record, and anybody may have written that.
                LOG.warn(
                        "record cannot be read, it goes to the dead letters topic={} partition={} offset={}",
                        record.topic(),
                        record.partition(),
                        record.offset());
                deadLetters.bury(record, unreadable.reason());
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "record was not taken by its listener topic={} partition={} offset={}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e);
        }
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        var headers = new HashMap<String, String>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return headers;
    }

    private boolean isOpen() {
        return closing.getCount() > 0;
    }

    private void awaitClosing() {
        try {
            if (closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("topic follower is closed");
            }
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    /** No record is handed over after this has returned. */
    @Override
    public void close() {
        closing.countDown();
        var reader = consumer;
        if (reader != null) {
            reader.wakeup();
        }
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
