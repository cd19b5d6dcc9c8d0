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
        return of(seed, Bug.NONE, Weather.OF_RUN);
    }

    static Played of(long seed, Bug bug) {
        return of(seed, bug, Weather.CHANGEABLE);
    }

    private static Played of(long seed, Bug bug, Weather weather) {
        var world = new World(seed, bug, weather);
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
