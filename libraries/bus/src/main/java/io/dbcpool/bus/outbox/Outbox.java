package io.dbcpool.bus.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Records in the order in which they were told, until Kafka has them. Safe for use by several threads.
 *
 * <p>Promised: {@link #append} waits for no disk and never throws; what it returned for is seen by {@link #readAfter}
 * at once, in order. Not promised: that a record is on disk when {@link #append} returns. A process that is killed in
 * the few milliseconds until then, up to 0.2 s while more is told than the disk's writer manages, has lost it, unless
 * Kafka had acknowledged it.
 */
public interface Outbox extends AutoCloseable {

    /** Before every position. */
    long FRONT = Long.MIN_VALUE;

    /** @return the record's position, higher than that of each earlier one */
    long append(OutgoingRecord record, Instant at);

    /** Up to {@code limit} records behind a position, in order; empty when there are none, or none can be read now. */
    List<OutboxEntry> readAfter(long position, int limit);

    /** Kafka has it. A position that is not there is passed over. */
    void remove(long position);

    OutboxSize size();

    /** When the first of the records was told; empty when there are none. */
    Optional<Instant> oldest();

    /** Writes down what is left. What is appended later is lost. */
    @Override
    void close();
}
