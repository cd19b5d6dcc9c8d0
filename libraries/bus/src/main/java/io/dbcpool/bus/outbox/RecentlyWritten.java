package io.dbcpool.bus.outbox;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The last entries that went to the disk and that Kafka has not acknowledged, so that sending them needs no disk: while
 * much is told, most are written just before they are sent. Guarded by whoever has it.
 */
final class RecentlyWritten {

    /** Some 11 MB when full, which it is only while Kafka is behind: most of a second at the highest rate measured. */
    static final int MOST = 10_000;

    private final TreeMap<Long, OutboxEntry> entries = new TreeMap<>();
    private long completeBehind;

    /** @param position the last that may be on disk already */
    RecentlyWritten(long position) {
        this.completeBehind = position;
    }

    /** Another disk, or the same one after a failure: what is on it is not known here. */
    void beginBehind(long position) {
        entries.clear();
        completeBehind = position;
    }

    void add(OutboxEntry entry) {
        entries.put(entry.position(), entry);
        if (entries.size() > MOST) {
            completeBehind = Math.max(completeBehind, entries.pollFirstEntry().getKey());
        }
    }

    void remove(long position) {
        entries.remove(position);
    }

    /** Up to {@code limit} entries behind a position; empty where the disk may have others. */
    Optional<List<OutboxEntry>> findAfter(long position, int limit) {
        return position < completeBehind
                ? Optional.empty()
                : Optional.of(entries.tailMap(position, false).values().stream()
                        .limit(limit)
                        .toList());
    }
}
