package io.dbcpool.bus.outbox;

import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.BroadcastRejected;
import io.dbcpool.events.PoolEvent;

/**
 * What an outbox still takes when Kafka has been away for long. On disk a record that matters is always taken; memory,
 * where a disk fails as well, ends somewhere, because a service without memory stops no domain in time.
 */
public final class OutboxLimits {

    /** 1,000,000 records or 1 GiB: ten machines that are rented and heard each second fill it in a day. */
    static final long FULL_RECORDS = 1_000_000;

    static final long FULL_BYTES = 1L << 30;

    /** Records that no disk has, about 1.5 KiB of heap each. */
    static final long MEMORY_NEARLY_FULL_RECORDS = 10_000;

    static final long MEMORY_FULL_RECORDS = 20_000;

    private OutboxLimits() {}

    public static boolean takes(PoolEvent event, OutboxSize size) {
        return isExpendable(event) ? takesExpendable(size) : size.inMemoryOnly() < MEMORY_FULL_RECORDS;
    }

    /** Dead letters are expendable as well: the record is still where it was found. */
    public static boolean takesExpendable(OutboxSize size) {
        return size.records() < FULL_RECORDS
                && size.bytes() < FULL_BYTES
                && size.inMemoryOnly() < MEMORY_NEARLY_FULL_RECORDS;
    }

    /** What was refused, and repeats of a word that was told before. A change of word is not. */
    private static boolean isExpendable(PoolEvent event) {
        return event instanceof BroadcastRejected || (event instanceof BroadcastHeard heard && heard.count() > 1);
    }
}
