package io.dbcpool.console.view;

import io.dbcpool.events.VacateCompleted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long vacates took, the newest last. Two watchers of one machine sign two receipts of one vacate: the earlier
 * release counts.
 */
public record VacateTimes(List<Took> took) {

    static final int MOST = 2_000;

    /** A bar's width. */
    public static final long BIN_MILLIS = 500;

    /** DBC's rule. */
    public static final long DEADLINE_MILLIS = 10_000;

    public static final Duration WINDOW = Duration.ofDays(28);

    private static final int BINS = (int) (DEADLINE_MILLIS / BIN_MILLIS);

    public VacateTimes {
        took = List.copyOf(took);
    }

    /** @param vacate the rental and the domain: what makes two receipts one vacate */
    record Took(String vacate, Instant at, long elapsedMillis) {}

    /**
     * @param bins how many took how long, each {@value #BIN_MILLIS} ms wide; the last one is for all that were over the
     *     deadline
     * @param median of all of them, in milliseconds
     */
    public record Distribution(
            List<Integer> bins, int vacates, int late, Optional<Long> median, Optional<Long> longest) {
        public Distribution {
            bins = List.copyOf(bins);
        }
    }

    VacateTimes with(VacateCompleted receipt) {
        var one = new Took(
                receipt.rentalKey() + " " + receipt.domain().uuid(),
                receipt.trigger().observedAt(),
                receipt.elapsedMillis());
        var next = new ArrayList<>(took);
        for (int i = next.size() - 1; i >= 0; i--) {
            if (next.get(i).vacate().equals(one.vacate())) {
                if (next.get(i).elapsedMillis() > one.elapsedMillis()) {
                    next.set(i, one);
                }
                return new VacateTimes(next);
            }
        }
        next.add(one);
        return new VacateTimes(next.subList(Math.max(0, next.size() - MOST), next.size()));
    }

    public Distribution distribution(Instant now) {
        int[] bins = new int[BINS + 1];
        var times = new ArrayList<Long>();
        for (Took one : took) {
            if (one.at().plus(WINDOW).isAfter(now)) {
                long millis = Math.max(0, one.elapsedMillis());
                bins[millis > DEADLINE_MILLIS ? BINS : (int) Math.min(BINS - 1, millis / BIN_MILLIS)]++;
                times.add(millis);
            }
        }
        times.sort(null);
        var counts = new ArrayList<Integer>();
        for (int bin : bins) {
            counts.add(bin);
        }
        return new Distribution(
                counts,
                times.size(),
                bins[BINS],
                times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() / 2)),
                times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() - 1)));
    }
}
