package io.dbcpool.endtoend.faults;

import java.util.List;
import java.util.Locale;

/** How long the domains of one fault took. A percentile is the smallest value that so many do not exceed. */
public record Distribution(
        String fault,
        int count,
        long p50,
        long p99,
        long max,
        long late,
        long unsound,
        long restartMost,
        long leastFlood) {

    static Distribution of(String fault, List<Measured> measured) {
        var sorted = measured.stream().map(Measured::tookMillis).sorted().toList();
        return new Distribution(
                fault,
                sorted.size(),
                percentile(sorted, 50),
                percentile(sorted, 99),
                percentile(sorted, 100),
                measured.stream().filter(Measured::isLate).count(),
                measured.stream()
                        .filter(one -> !one.isLate() && !one.complaint().isEmpty())
                        .count(),
                measured.stream().mapToLong(Measured::restartMillis).max().orElse(0),
                measured.stream().mapToLong(Measured::floodPerSecond).min().orElse(0));
    }

    private static long percentile(List<Long> sorted, int percent) {
        return sorted.isEmpty() ? 0 : sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }

    public static String header() {
        return "| fault | vacates | p50 ms | p99 ms | max ms | late | otherwise wrong | watcher up again after, at most ms | datagrams a second, at least |%n|---|---|---|---|---|---|---|---|---|"
                .formatted();
    }

    public String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d | %d | %s | %s |",
                fault,
                count,
                p50,
                p99,
                max,
                late,
                unsound,
                restartMost == 0 ? "" : restartMost,
                leastFlood == 0 ? "" : String.format(Locale.ROOT, "%,d", leastFlood));
    }
}
