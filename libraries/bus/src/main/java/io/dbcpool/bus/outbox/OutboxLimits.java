package io.dbcpool.bus.outbox;

import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.BroadcastRejected;
import io.dbcpool.events.PoolEvent;

/**
 * What an outbox still takes when Kafka has been away for long. On disk a record that matters is always taken; memory,
 * where a disk fails as well, ends somewhere, because a service without memory stops no domain in time.
 *
 * @param fullRecords from here on a record that may go is taken only in the place of another
 * @param fullBytes the same
 * @param memoryNearlyFullRecords the same, for records that no disk has, about 1.5 KiB of heap each
 * @param memoryFullRecords from here on nothing is taken
 */
public record OutboxLimits(long fullRecords, long fullBytes, long memoryNearlyFullRecords, long memoryFullRecords) {

    /** 1,000,000 records or 1 GiB: ten machines that are rented and heard each second fill it in a day. */
    public static final OutboxLimits DEFAULT = new OutboxLimits(1_000_000, 1L << 30, 10_000, 20_000);

    public boolean takes(PoolEvent event, OutboxSize size) {
        return isExpendable(event) ? takesExpendable(size) : size.inMemoryOnly() < memoryFullRecords;
    }

    /** Dead letters are expendable as well: the record is still where it was found. */
    public boolean takesExpendable(OutboxSize size) {
        return size.records() < fullRecords
                && size.bytes() < fullBytes
                && size.inMemoryOnly() < memoryNearlyFullRecords;
    }

    /** What was refused, and repeats of a word that was told before. A change of word is not. */
    public static boolean isExpendable(PoolEvent event) {
        return event instanceof BroadcastRejected || (event instanceof BroadcastHeard heard && heard.count() > 1);
    }
}
