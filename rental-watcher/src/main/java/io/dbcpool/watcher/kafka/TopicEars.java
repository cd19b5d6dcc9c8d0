package io.dbcpool.watcher.kafka;

import io.dbcpool.bus.DeadLetters;
import io.dbcpool.bus.Followed;
import io.dbcpool.bus.From;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.TopicFollower;
import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.Topic;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.guard.Observation;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.guard.Sources;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Follows the topics that may say that a machine is rented. It begins ten minutes back, so that a word that came while
 * the watcher was away is not missed: a rental that it knows already begins once.
 */
public final class TopicEars implements AutoCloseable {

    /** Longer than a host takes to boot. What is older is in the journal, or comes again by the node's timer. */
    private static final Duration LOOKBACK = Duration.ofMinutes(10);

    private final Sources sources;
    private final BiConsumer<MachineId, Observation> observe;
    private final TopicFollower follower;

    public TopicEars(
            KafkaSettings settings,
            DeadLetters deadLetters,
            Sources sources,
            BiConsumer<MachineId, Observation> observe) {
        this.sources = sources;
        this.observe = observe;
        this.follower = TopicFollower.start(
                settings,
                Set.of(Topic.BROADCASTS, Topic.NODE_RENTALS, Topic.CHAIN_RENTALS),
                From.before(LOOKBACK),
                this::onRecord,
                deadLetters);
    }

    private void onRecord(Followed record) {
        var event = record.envelope().event();
        var machine = event.machine();
        var signal = KafkaSignals.find(event);
        if (event instanceof BroadcastHeard heard) {
            sources.heardBroadcast(heard.machineId(), heard.lastAt());
        }
        if (machine.isPresent() && signal.isPresent()) {
            observe.accept(machine.get(), new Heard(signal.get()));
        }
    }

    public boolean isFollowing() {
        return follower.isFollowing();
    }

    @Override
    public void close() {
        follower.close();
    }
}
