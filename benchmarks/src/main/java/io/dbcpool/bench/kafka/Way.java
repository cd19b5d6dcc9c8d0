package io.dbcpool.bench.kafka;

import io.dbcpool.bench.Latencies;
import io.dbcpool.bench.Waiting;
import io.dbcpool.bus.DeadLetters;
import io.dbcpool.bus.From;
import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.TopicFollower;
import io.dbcpool.events.Alert;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.Topic;
import io.dbcpool.values.MachineId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** From one service's outbox to another's follower, with the settings that the services have. */
final class Way implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(1);
    private static final String SOURCE = "/dbcpool/bench/rental-watcher/bench";

    private final Map<String, Long> sentNanos = new ConcurrentHashMap<>();
    private final List<Long> tookNanos = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong arrived = new AtomicLong();
    private final KafkaPublisher publisher;
    private final TopicFollower follower;

    private Way(String bootstrapServers, Path outbox) {
        publisher = KafkaPublisher.start(KafkaSettings.of(bootstrapServers, "rental-watcher"), outbox, SOURCE);
        DeadLetters none = (record, reason) -> {};
        follower = TopicFollower.start(
                KafkaSettings.of(bootstrapServers, "pool-console"),
                Set.of(Topic.ALERTS),
                From.theEnd(),
                followed -> onRecord(followed.envelope().id()),
                none);
    }

    /** Returns when what is told is read. */
    static Way open(String bootstrapServers, Path outbox) {
        var way = new Way(bootstrapServers, outbox);
        Waiting.until("the follower to follow", LIMIT, Duration.ofMillis(20), way.follower::isFollowing);
        way.tell();
        Waiting.until("the first record", LIMIT, LOOK, () -> way.arrived.get() > 0);
        return way;
    }

    /** One after another, so many a second. */
    Latencies latencies(int count, int eachSecond) {
        tookNanos.clear();
        sentNanos.clear();
        long before = arrived.get();
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            Waiting.untilNanos(begun + i * 1_000_000_000L / eachSecond);
            tell();
        }
        Waiting.until("all records", LIMIT, LOOK, () -> arrived.get() - before >= count);
        return new Latencies(List.copyOf(tookNanos));
    }

    /** Told without a pause. @return how many a second were read, and acknowledged */
    double recordsASecond(int count) {
        long before = arrived.get();
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            tell();
        }
        Waiting.until(
                "all records",
                LIMIT,
                LOOK,
                () -> arrived.get() - before >= count && publisher.state().outboxRecords() == 0);
        return count / ((System.nanoTime() - begun) / 1e9);
    }

    private void tell() {
        String id = UUID.randomUUID().toString();
        var at = EventCodec.micros(Clock.systemUTC().instant());
        sentNanos.put(id, System.nanoTime());
        publisher.publish(new Envelope(
                id,
                SOURCE,
                at,
                new Alert(
                        "VacateLate",
                        Alert.Severity.PAGE,
                        Alert.State.RAISED,
                        Optional.of(new MachineId("8e".repeat(32))),
                        "gpu-01: domain 'owner-vm' is still there 8.0 s after the first word of the rental",
                        "docs/runbooks/VacateLate.md",
                        at)));
    }

    private void onRecord(String id) {
        Long sent = sentNanos.remove(id);
        if (sent != null) {
            tookNanos.add(System.nanoTime() - sent);
        }
        arrived.incrementAndGet();
    }

    @Override
    public void close() {
        follower.close();
        publisher.close();
    }
}
