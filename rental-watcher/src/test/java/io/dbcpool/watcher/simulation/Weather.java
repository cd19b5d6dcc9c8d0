package io.dbcpool.watcher.simulation;

import java.time.Duration;

/** How much befalls the machine at once, and how near to a rental. */
enum Weather {
    CHANGEABLE(30 * 60, 0.8, -15_000, 25_000) {
        @Override
        int faults(Dice dice) {
            return dice.oneOf(0, 1, 1, 2, 2, 3, 4);
        }
    },

    /** What takes three faults at once is found a hundred times as soon. */
    STORMY(10 * 60, 0.95, -5_000, 15_000) {
        @Override
        int faults(Dice dice) {
            return dice.between(4, 8);
        }
    };

    /** Of a run: {@code -Ddbcpool.storm=true}. */
    static final Weather OF_RUN = Boolean.getBoolean("dbcpool.storm") ? STORMY : CHANGEABLE;

    private static final long SHORTEST_SECONDS = 8 * 60;

    private final long longestSeconds;
    private final double nearARental;
    private final long earliestMillis;
    private final long latestMillis;

    /** @param nearARental which share of the faults is that near to one */
    Weather(long longestSeconds, double nearARental, long earliestMillis, long latestMillis) {
        this.longestSeconds = longestSeconds;
        this.nearARental = nearARental;
        this.earliestMillis = earliestMillis;
        this.latestMillis = latestMillis;
    }

    /** How many of them. */
    abstract int faults(Dice dice);

    Duration length(Dice dice) {
        return dice.seconds(SHORTEST_SECONDS, longestSeconds);
    }

    boolean isNearARental(Dice dice) {
        return dice.chance(nearARental);
    }

    /** In nanoseconds from its begin; negative before it. */
    long nearness(Dice dice) {
        return dice.millis(earliestMillis, latestMillis);
    }
}
