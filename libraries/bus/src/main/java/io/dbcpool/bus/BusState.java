package io.dbcpool.bus;

import java.time.Duration;
import java.util.Map;

/**
 * How a service stands with Kafka, for its health and its metrics.
 *
 * @param connected whether a broker answered within the last seconds
 * @param outboxRecords told, and not acknowledged yet
 * @param outboxInMemoryOnly how many of them the disk does not have; more than a few for long means a disk that fails
 * @param outboxOldestAge how long the first of them has waited; zero when there are none
 * @param publishedRecords acknowledged by Kafka since the start
 * @param droppedRecords given up since the start: expendable ones from a full outbox, and those that no broker takes
 * @param corruptOutboxes outbox files that could not be read and were moved aside since the start
 * @param deadLetters records that could not be read, by the topic they came from
 */
public record BusState(
        boolean connected,
        long outboxRecords,
        long outboxInMemoryOnly,
        Duration outboxOldestAge,
        long publishedRecords,
        long droppedRecords,
        long corruptOutboxes,
        Map<String, Long> deadLetters) {

    public BusState {
        deadLetters = Map.copyOf(deadLetters);
    }
}
