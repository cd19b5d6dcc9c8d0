package io.dbcpool.watcher.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Plays seeds again, and prints what was violated in each; with {@code -Ddbcpool.diary=true} all that happened in it.
 */
final class Replay {

    private Replay() {}

    /** @param seeds such as {@code 4711,1000001-1000005} */
    static LongStream seeds(String seeds) {
        return Arrays.stream(seeds.split(",")).map(String::strip).flatMapToLong(Replay::range);
    }

    private static LongStream range(String range) {
        var ends = range.split("-", 2);
        return LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
    }

    /** What was violated in it. */
    static List<String> play(long seed, Weather weather) {
        var world = new World(seed, Bug.NONE, weather);
        world.play();
        world.diary().forEach(System.out::println);
        var violations = world.witness().violations();
        System.out.printf("seed %d: %d violations%n", seed, violations.size());
        violations.forEach(violation -> System.out.println("  " + violation));
        return violations;
    }

    /** {@code SEEDS}. */
    public static void main(String[] arguments) {
        Series.quiet();
        seeds(arguments[0]).forEach(seed -> play(seed, Weather.OF_RUN));
    }
}
