package io.dbcpool.bench.scale;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One watcher whose machines are all rented in one block: its guard's thread takes one thing at a time, first the words
 * and then the ends of the domains in the order in which they come.
 */
final class OneBlock {

    private final Costs costs;
    private final StopTimes stops;

    OneBlock(Costs costs, long seed, double softMillis) {
        this.costs = costs;
        this.stops = new StopTimes(new SplittableRandom(seed), softMillis);
    }

    /** When each of so many machines is released, in milliseconds from the signal, rising. */
    double[] releases(int machines) {
        double free = 0;
        var off = new double[machines];
        for (int i = 0; i < machines; i++) {
            free += costs.decideMillis();
            off[i] = stops.offAfter(free);
        }
        Arrays.sort(off);
        for (int i = 0; i < machines; i++) {
            free = Math.max(free, off[i]) + costs.settleMillis();
            off[i] = free;
        }
        return off;
    }
}
