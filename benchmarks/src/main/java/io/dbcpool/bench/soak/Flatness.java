package io.dbcpool.bench.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether something grows. A service that was just started grows for good reasons: its heap is filled for the first
 * time, its threads begin. So the first {@link #SETTLING} of each life are left off, and a life is judged only if
 * {@link #LEAST} are left. Of these the slope is Theil and Sen's, the median of the slopes of all pairs of samples,
 * which single spikes do not move; it is flat if what it comes to over the judged time is at most the tenth part of the
 * median, or at most the slack where that tenth is less than anybody can measure.
 *
 * @param slack in the unit of the samples
 */
record Flatness(double slack) {

    static final Duration SETTLING = Duration.ofMinutes(2);
    static final Duration LEAST = Duration.ofMinutes(3);

    private static final double SHARE = 0.1;

    /** Pairs grow with the square, and this many samples say as much. */
    private static final int MOST_SAMPLES = 400;

    /** @param seconds since the life began */
    record Sample(double seconds, double value) {}

    /**
     * @param growth over the judged time
     * @param perHour the same, in an hour
     */
    record Trend(double judgedSeconds, double median, double growth, double perHour, boolean isFlat) {}

    /** Of the life in which it grows most beyond what it may; empty where none was long enough. */
    Optional<Trend> findWorst(List<List<Sample>> lives) {
        Optional<Trend> worst = Optional.empty();
        for (List<Sample> life : lives) {
            var trend = judge(life);
            if (trend.isPresent()
                    && worst.filter(other -> excess(other) >= excess(trend.get()))
                            .isEmpty()) {
                worst = trend;
            }
        }
        return worst;
    }

    private Optional<Trend> judge(List<Sample> life) {
        var settled = thinned(life.stream()
                .filter(sample -> sample.seconds() >= SETTLING.toSeconds())
                .toList());
        if (settled.size() < 3) {
            return Optional.empty();
        }
        double judged =
                settled.get(settled.size() - 1).seconds() - settled.get(0).seconds();
        if (judged < LEAST.toSeconds()) {
            return Optional.empty();
        }
        var slopes = new ArrayList<Double>();
        for (int i = 0; i < settled.size(); i++) {
            for (int j = i + 1; j < settled.size(); j++) {
                double apart = settled.get(j).seconds() - settled.get(i).seconds();
                if (apart > 0) {
                    slopes.add((settled.get(j).value() - settled.get(i).value()) / apart);
                }
            }
        }
        double slope = median(slopes);
        double median = median(settled.stream().map(Sample::value).toList());
        double growth = slope * judged;
        return Optional.of(new Trend(judged, median, growth, slope * 3_600, growth <= allowed(median)));
    }

    private double excess(Trend trend) {
        return trend.growth() / Math.max(1e-9, allowed(trend.median()));
    }

    private double allowed(double median) {
        return Math.max(slack, SHARE * median);
    }

    private static List<Sample> thinned(List<Sample> samples) {
        int step = 1 + samples.size() / MOST_SAMPLES;
        var thinned = new ArrayList<Sample>();
        for (int i = 0; i < samples.size(); i += step) {
            thinned.add(samples.get(i));
        }
        return thinned;
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
