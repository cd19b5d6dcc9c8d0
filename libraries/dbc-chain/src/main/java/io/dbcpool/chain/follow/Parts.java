package io.dbcpool.chain.follow;

import java.util.ArrayList;
import java.util.List;

/** A list in parts that are asked for one after the other. */
public final class Parts {

    private Parts() {}

    /** At least one, which is empty if there is nothing; each of that size but the last. */
    public static <T> List<List<T>> of(List<T> all, int size) {
        List<List<T>> parts = new ArrayList<>();
        int from = 0;
        do {
            parts.add(all.subList(from, Math.min(from + size, all.size())));
            from += size;
        } while (from < all.size());
        return List.copyOf(parts);
    }
}
