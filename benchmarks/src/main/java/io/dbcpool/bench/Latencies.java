package io.dbcpool.bench;

import java.util.Arrays;
import java.util.List;

/** What was measured in the rounds of one contestant, each in nanoseconds, in the order of the rounds. */
public record Latencies(List<Long> nanos) {

    public Latencies {
        if (nanos.isEmpty()) {
            throw new IllegalArgumentException("wanted at least one round, found none");
        }
        nanos = List.copyOf(nanos);
    }

    public int rounds() {
        return nanos.size();
    }

    /**
     * By nearest rank: a value that was measured, never one between two. With fewer than 100 rounds p99 is the longest.
     *
     * @param percent above 0, at most 100
     */
    public long percentileNanos(double percent) {
        if (percent <= 0 || percent > 100) {
            throw new IllegalArgumentException("wanted a percentile above 0 and up to 100, found " + percent);
        }
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(percent / 100 * sorted.length) - 1];
    }

    public double percentileMillis(double percent) {
        return percentileNanos(percent) / 1e6;
    }

    public double maxMillis() {
        return percentileMillis(100);
    }

    /** How many times as long as the other's. */
    public double ratioTo(Latencies other, double percent) {
        return (double) percentileNanos(percent) / other.percentileNanos(percent);
    }
}
