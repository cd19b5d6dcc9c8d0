package io.dbcpool.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison as a person reads it: a column per figure, numbers to the right. */
public final class TextTable {

    private static final List<String> HEAD =
            List.of("", "rounds", "p50 ms", "p90 ms", "p99 ms", "max ms", "p50 ratio", "aim");

    private TextTable() {}

    static String write(Comparison comparison) {
        var lines = new ArrayList<List<String>>();
        lines.add(HEAD);
        comparison.rows().forEach(row -> lines.add(cells(row, comparison.first())));
        var text = new StringBuilder(comparison.title()).append('\n');
        text.append(columns(lines));
        comparison.notes().forEach(note -> text.append("  ").append(note).append('\n'));
        return text.toString();
    }

    /** @param lines the head first; each as many cells as the others */
    public static String columns(List<List<String>> lines) {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(align(line, lines)).append('\n'));
        return text.toString();
    }

    private static List<String> cells(Comparison.Row row, Latencies first) {
        var latencies = row.latencies();
        return List.of(
                row.name(),
                Integer.toString(latencies.rounds()),
                millis(latencies.percentileMillis(50)),
                millis(latencies.percentileMillis(90)),
                millis(latencies.percentileMillis(99)),
                millis(latencies.maxMillis()),
                latencies.equals(first) ? "1" : ratio(latencies.ratioTo(first, 50)),
                row.aim().map(aim -> describe(aim, latencies, first)).orElse(""));
    }

    private static String describe(Comparison.Aim aim, Latencies latencies, Latencies first) {
        return String.format(
                Locale.ROOT,
                "p%.0f %s %s: %s",
                aim.percent(),
                aim.isRatio() ? "ratio up to" : "up to",
                aim.isRatio() ? ratio(aim.bound()) : millis(aim.bound()) + " ms",
                aim.isMetBy(latencies, first) ? "met" : "MISSED");
    }

    /** Three digits are more than these figures repeat to. */
    public static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.2f" : millis < 100 ? "%.1f" : "%.0f", millis);
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static String align(List<String> line, List<List<String>> all) {
        var text = new StringBuilder(" ");
        for (int column = 0; column < line.size(); column++) {
            int at = column;
            int width =
                    all.stream().mapToInt(other -> other.get(at).length()).max().orElse(0);
            boolean left = column == 0 || column == line.size() - 1;
            text.append(' ')
                    .append(String.format(
                            Locale.ROOT, "%" + (left ? "-" : "") + Math.max(1, width) + "s", line.get(column)));
        }
        return text.toString().stripTrailing();
    }
}
