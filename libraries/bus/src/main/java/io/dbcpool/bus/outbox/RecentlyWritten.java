package io.dbcpool.bus.outbox;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The oldest of what this process has written to the disk and Kafka has not acknowledged, so that sending them needs no
 * disk: they are sent next. What is written while there is no room is read from the disk, when its turn comes. Guarded
 * by whoever has it.
 */
final class RecentlyWritten {

    /** Some 9 MB when full, which it is only while Kafka is behind: most of a second at the highest rate measured. */
    static final int MOST = 10_000;

    private final TreeMap<Long, OutboxEntry> entries = new TreeMap<>();
    /** Behind this, and up to {@code completeUpTo}, the disk has nothing that is not here. */
    private long completeBehind;

    private long completeUpTo = Long.MAX_VALUE;

    private final int most;

    /** @param position the last that may be on disk already */
    RecentlyWritten(long position, int most) {
        this.completeBehind = position;
        this.most = most;
    }

    /** Another disk, or the same one after a failure: what is on it is not known here. */
    void beginBehind(long position) {
        entries.clear();
        completeBehind = position;
        completeUpTo = Long.MAX_VALUE;
    }

    /** Positions come in rising order. */
    void add(OutboxEntry entry) {
        if (entries.isEmpty() && completeUpTo != Long.MAX_VALUE) {
            // All that there was room for is sent. What the disk alone has lies before this.
            beginBehind(entry.position() - 1);
        }
        if (entries.size() >= most) {
            completeUpTo = Math.min(completeUpTo, entry.position() - 1);
        }
        if (entry.position() <= completeUpTo) {
            entries.put(entry.position(), entry);
        }
    }

    void remove(long position) {
        entries.remove(position);
    }

    /** Up to {@code limit} entries behind a position; empty where the disk may have others. */
    Optional<List<OutboxEntry>> findAfter(long position, int limit) {
        if (position < completeBehind) {
            return Optional.empty();
        }
        var found = MemoryOutbox.upTo(limit, entries.tailMap(position, false));
        return found.size() == limit || completeUpTo == Long.MAX_VALUE ? Optional.of(found) : Optional.empty();
    }
}
