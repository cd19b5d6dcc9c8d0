package io.dbcpool.watcher.kafka;

import io.dbcpool.bus.DeadLetters;
import io.dbcpool.bus.From;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.TopicFollower;
import io.dbcpool.events.Topic;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.guard.Observation;
import io.dbcpool.watcher.guard.Sources;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Follows the topics that may say that a machine is rented. It begins ten minutes back, so that a word that came while
 * the watcher was away is not missed: a rental that it knows already begins once.
 */
public final class TopicEars implements AutoCloseable {

    /** Longer than a host takes to boot. What is older is in the journal, or comes again by the node's timer. */
    private static final Duration LOOKBACK = Duration.ofMinutes(10);

    private final TopicFollower follower;

    public TopicEars(
            KafkaSettings settings,
            DeadLetters deadLetters,
            Sources sources,
            BiConsumer<MachineId, Observation> observe) {
        var intake = new EventIntake(sources, observe);
        this.follower = TopicFollower.start(
                settings,
                Set.of(Topic.BROADCASTS, Topic.NODE_RENTALS, Topic.CHAIN_RENTALS),
                From.before(LOOKBACK),
                record -> intake.take(record, Instant.now()),
                deadLetters);
    }

    public boolean isFollowing() {
        return follower.isFollowing();
    }

    @Override
    public void close() {
        follower.close();
    }
}
