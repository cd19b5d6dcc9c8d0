package io.dbcpool.bus;

import io.dbcpool.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions a follower reads, and where it is in each. Outlives the consumer, so that the next one goes on where
 * the last one was. Used by the follower's thread only.
 */
final class FollowedPartitions {

    private static final Duration ASK_LIMIT = Duration.ofSeconds(1);

    private final Set<String> topics;
    private final From from;
    private final Instant startedAt;
    private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();
    private final Map<TopicPartition, Long> lookbackEnds = new HashMap<>();
    private boolean topicsWereListed;

    FollowedPartitions(Set<Topic> topics, From from, Instant startedAt) {
        this.topics = topics.stream().map(Topic::topicName).collect(Collectors.toUnmodifiableSet());
        this.from = from;
        this.startedAt = startedAt;
    }

    boolean isEmpty() {
        return nextOffsets.isEmpty();
    }

    /** Whether each topic has been found. */
    boolean areComplete() {
        return nextOffsets.keySet().stream()
                .map(TopicPartition::topic)
                .collect(Collectors.toSet())
                .containsAll(topics);
    }

    /** Where the last consumer was. */
    void resume(Consumer<?, ?> consumer) {
        consumer.assign(nextOffsets.keySet());
        nextOffsets.forEach(consumer::seek);
    }

    /** Takes partitions that are new to us. What is made after our first look is read from its beginning. */
    void findNew(Consumer<?, ?> consumer) {
        var found = new HashSet<TopicPartition>();
        consumer.listTopics(ASK_LIMIT).forEach((topic, partitions) -> {
            if (topics.contains(topic)) {
                partitions.forEach(partition -> found.add(new TopicPartition(topic, partition.partition())));
            }
        });
        found.removeAll(nextOffsets.keySet());
        if (!found.isEmpty()) {
            if (topicsWereListed) {
                found.forEach(partition -> nextOffsets.put(partition, 0L));
            } else {
                placeFirst(consumer, found);
            }
            consumer.assign(nextOffsets.keySet());
            found.forEach(partition -> consumer.seek(partition, nextOffsets.getOrDefault(partition, 0L)));
        }
        topicsWereListed = true;
    }

    private void placeFirst(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        var ends = consumer.endOffsets(partitions);
        lookbackEnds.putAll(ends);
        nextOffsets.putAll(ends);
        from.lookback().ifPresent(lookback -> seekTo(consumer, partitions, startedAt.minus(lookback)));
    }

    /**
     * After the broker has no record at our offset: it dropped what was too old for it, or lost its data and counts
     * from the start again. Both ways everything since our own start is read again rather than missed.
     */
    void placeAgain(Consumer<?, ?> consumer, Set<TopicPartition> partitions) {
        var begins = consumer.beginningOffsets(partitions);
        partitions.forEach(partition -> {
            long begin = begins.getOrDefault(partition, 0L);
            nextOffsets.put(partition, begin);
            lookbackEnds.put(partition, begin);
        });
        seekTo(consumer, partitions, startedAt);
        partitions.forEach(partition -> consumer.seek(partition, nextOffsets.getOrDefault(partition, 0L)));
    }

    private void seekTo(Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Instant since) {
        var wanted = partitions.stream()
                .collect(Collectors.toMap(partition -> partition, partition -> since.toEpochMilli()));
        consumer.offsetsForTimes(wanted).forEach((partition, found) -> {
            if (found != null) {
                nextOffsets.put(partition, found.offset());
            }
        });
    }

    /** Whether the record was there when its partition was first reached; the next one read is the one behind it. */
    boolean pass(ConsumerRecord<?, ?> record) {
        var partition = new TopicPartition(record.topic(), record.partition());
        nextOffsets.put(partition, record.offset() + 1);
        return record.offset() < lookbackEnds.getOrDefault(partition, 0L);
    }
}
