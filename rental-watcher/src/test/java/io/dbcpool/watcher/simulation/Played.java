package io.dbcpool.watcher.simulation;

import java.time.Duration;
import java.util.List;

/**
 * A history that was played.
 *
 * @param violations of the invariants; none when all is well
 */
record Played(long seed, List<String> violations, Duration simulated, long vacates, long starts, long records) {

    static Played of(long seed) {
        return of(seed, Bug.NONE);
    }

    static Played of(long seed, Bug bug) {
        var world = new World(seed, bug);
        world.play();
        return new Played(
                seed,
                List.copyOf(world.witness().violations()),
                world.simulated(),
                world.witness().vacates(),
                world.witness().starts(),
                world.kafka().log().size());
    }
}
