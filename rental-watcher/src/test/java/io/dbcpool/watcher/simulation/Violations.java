package io.dbcpool.watcher.simulation;

import java.util.ArrayList;
import java.util.List;

/** What was found, in the order in which it was. The number in front is the invariant's. */
final class Violations {

    private final World world;
    private final List<String> found = new ArrayList<>();

    Violations(World world) {
        this.world = world;
    }

    void add(String words) {
        world.note(() -> "VIOLATION %s".formatted(words));
        found.add("%s after %.3f s".formatted(words, world.simulated().toNanos() / 1e9));
    }

    List<String> found() {
        return found;
    }
}
