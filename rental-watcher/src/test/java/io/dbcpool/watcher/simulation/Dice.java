package io.dbcpool.watcher.simulation;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;

/** All that is left to chance, from one seed. */
final class Dice {

    private static final long MILLI = 1_000_000;

    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Both ends included. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** In nanoseconds. */
    long millis(long least, long most) {
        return random.nextLong(least * MILLI, most * MILLI + 1);
    }

    Duration seconds(long least, long most) {
        return Duration.ofNanos(millis(least * 1_000, most * 1_000));
    }

    /** Mostly near the least, seldom near the most. */
    long seldomLongMillis(long least, long most) {
        double share = random.nextDouble();
        return least * MILLI + (long) ((most - least) * MILLI * share * share * share);
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /** Dice of their own for a part of the world, so that one part throwing more does not change the others. */
    Dice split() {
        return new Dice(random.nextLong());
    }
}
