package io.dbcpool.bus;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Tells the first record of a {@code ce_id} from its repeats: topics hold each record at least once. Remembers the last
 * {@code capacity} ids. Safe for use by several threads.
 */
public final class RecentIds {

    private final int capacity;
    private final Set<String> ids = new LinkedHashSet<>();

    public RecentIds(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, was %d".formatted(capacity));
        }
        this.capacity = capacity;
    }

    /** Whether the id is new; it no longer is afterwards. An id that is heard again is remembered for longer. */
    public synchronized boolean add(String id) {
        boolean isNew = !ids.remove(id);
        ids.add(id);
        if (ids.size() > capacity) {
            ids.remove(ids.iterator().next());
        }
        return isNew;
    }
}
