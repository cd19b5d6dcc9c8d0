package io.dbcpool.bench.substrate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures for people, and as JSON. */
record SubstrateReport(List<Figure> figures, Optional<ColdStart> coldStart, String loadAverages) {

    boolean meetsItsAims() {
        return figures.stream().allMatch(Figure::meetsItsAim)
                && coldStart.stream().allMatch(ColdStart::meetsItsAim);
    }

    String text() {
        StringBuilder text =
                new StringBuilder("CPU time of one operation in microseconds, and how far the seconds lay apart\n");
        text.append("%-34s %18s %20s %7s  %s%n".formatted("", "ours", "polkadot-js", "times", "aim"));
        for (Figure figure : figures) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-34s %18s %20s %7.1f  %s%n",
                    figure.operation().title(),
                    micros(figure.ours(), figure.spread()),
                    micros(figure.theirs(), figure.theirSpread()),
                    figure.ratio(),
                    figure.meetsItsAim() ? "met" : "MISSED"));
        }
        coldStart.ifPresent(start -> text.append(String.format(
                Locale.ROOT,
                "from a process's start to the first head decoded, p50 of %d: ours %.0f ms, polkadot-js %.0f ms; aim under %.0f ms %s%n",
                start.ours().size(),
                start.ourMedian(),
                start.theirMedian(),
                ColdStart.AIM_MILLIS,
                start.meetsItsAim() ? "met" : "MISSED")));
        return text.append("load averages at the end: ").append(loadAverages).toString();
    }

    String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("loadAverages", loadAverages);
        json.put("meetsItsAims", meetsItsAims());
        for (Figure figure : figures) {
            json.withArray("/figures")
                    .addObject()
                    .put("operation", figure.operation().method())
                    .put("oursMicros", figure.ours())
                    .put("oursSpreadMicros", figure.spread())
                    .put("polkadotJsMicros", figure.theirs())
                    .put("polkadotJsSpreadMicros", figure.theirSpread())
                    .put("ratio", figure.ratio())
                    .put("aim", Figure.AIM);
        }
        coldStart.ifPresent(start -> {
            ObjectNode cold = json.putObject("coldStart").put("aimMillis", ColdStart.AIM_MILLIS);
            start.ours().forEach(cold.withArray("/oursMillis")::add);
            start.theirs().forEach(cold.withArray("/polkadotJsMillis")::add);
        });
        return json.toString();
    }

    private static String micros(double mean, double spread) {
        return String.format(Locale.ROOT, mean < 100 ? "%.1f ± %.1f" : "%.0f ± %.0f", mean, spread);
    }
}
