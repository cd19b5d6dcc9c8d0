package io.dbcpool.console.kafka;

import io.dbcpool.bus.Followed;
import io.dbcpool.bus.From;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.TopicFollower;
import io.dbcpool.console.live.LivePool;
import io.dbcpool.console.live.ReceiptShelf;
import io.dbcpool.console.sending.TraceDesk;
import io.dbcpool.console.view.VacateTimes;
import io.dbcpool.events.Topic;
import io.dbcpool.events.VacateCompleted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings the topics' records into the pool that is shown. It takes the partitions itself, joins no group and commits
 * nothing: a second console, or a hundred, disturb nobody.
 *
 * <p>A record that it cannot read, such as one of a later version's, is counted and passed over. It writes no dead
 * letter: the services that live on those topics do, and the console writes nothing.
 */
public final class TopicFeed implements AutoCloseable {

    /** A DBC node says its word every 5 to 15 minutes; the repeats of a day would only be read over. */
    private static final Duration BROADCASTS_BACK = Duration.ofHours(1);

    /** Of these the last record of each machine is kept for ever. */
    private static final Duration ALL = Duration.ofDays(3_650);

    private static final Map<Duration, Set<Topic>> TOPICS = Map.of(
            ALL,
            Set.of(Topic.NODE_READINESS, Topic.CHAIN_MACHINES),
            VacateTimes.WINDOW,
            Set.of(Topic.NODE_RENTALS, Topic.CHAIN_RENTALS, Topic.VACATES, Topic.ALERTS),
            BROADCASTS_BACK,
            Set.of(Topic.BROADCASTS));

    private final Map<String, AtomicLong> unreadable = new ConcurrentHashMap<>();
    private final LivePool pool;
    private final ReceiptShelf receipts;
    private final TraceDesk traces;
    private final List<TopicFollower> followers;

    private TopicFeed(KafkaSettings settings, LivePool pool, ReceiptShelf receipts, TraceDesk traces) {
        this.pool = pool;
        this.receipts = receipts;
        this.traces = traces;
        TOPICS.values().forEach(topics -> topics.forEach(topic -> unreadable.put(topic.topicName(), new AtomicLong())));
        this.followers = TOPICS.entrySet().stream()
                .map(entry -> TopicFollower.start(
                        settings,
                        entry.getValue(),
                        From.before(entry.getKey()),
                        this::take,
                        (record, reason) -> onUnreadable(record.topic())))
                .toList();
    }

    /** Returns at once, also while Kafka is away. */
    public static TopicFeed start(KafkaSettings settings, LivePool pool, ReceiptShelf receipts, TraceDesk traces) {
        return new TopicFeed(settings, pool, receipts, traces);
    }

    /** Whether every topic has been found and Kafka answers: what is written now is shown now. */
    public boolean isFollowing() {
        return followers.stream().allMatch(follower -> follower.isFollowing() && follower.isReachable());
    }

    /** How many records could not be read, by topic; topics without one are there as well. */
    public Map<String, AtomicLong> unreadable() {
        return unreadable;
    }

    private void take(Followed record) {
        var event = record.envelope().event();
        if (event instanceof VacateCompleted vacate) {
            receipts.keep(vacate.vacateId(), record.value());
        }
        pool.take(event, !record.fromLookback());
        traces.take(record);
    }

    private void onUnreadable(String topic) {
        unreadable.computeIfAbsent(topic, name -> new AtomicLong()).incrementAndGet();
    }

    @Override
    public void close() {
        followers.forEach(TopicFollower::close);
    }
}
