package io.dbcpool.bus.outbox;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Where an outbox's records outlive the process. Written by one thread, read by any. Every method may throw; after that
 * only {@link #abandon} makes sense.
 */
public interface OutboxDisk {

    /** Where it is, and how it is opened. */
    interface Place {

        /** @throws IOException if there is no place for it; a disk that fails may throw others */
        OutboxDisk open() throws IOException;

        /** Whether the failure means that what is there will never be read. */
        boolean isCorrupt(RuntimeException failure);

        /**
         * Moves what cannot be read out of the way, for a person to look at.
         *
         * @return to where
         */
        String moveAside(Instant at) throws IOException;
    }

    /** Returns when the entries are on the disk itself, so that they survive a loss of power too. */
    void write(List<OutboxEntry> entries);

    /** What comes back after a loss of power is sent once more, with the same {@code ce_id}. */
    void remove(Collection<Long> positions);

    List<OutboxEntry> readAfter(long position, int limit, LongPredicate wanted);

    /** 0 before every position of ours. */
    long lastPosition();

    long records();

    /** Of the entries; at most, where an earlier process wrote some of them. */
    long bytes();

    void close();

    /** Closes without writing anything more. */
    void abandon();
}
