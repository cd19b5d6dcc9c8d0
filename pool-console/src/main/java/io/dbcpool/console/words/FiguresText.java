package io.dbcpool.console.words;

import io.dbcpool.console.view.VacateTimes;
import io.dbcpool.console.view.VacateTimes.Distribution;
import java.util.ArrayList;
import java.util.List;

/**
 * The picture of how long vacates took, 640 units wide and 240 high, and the same in words.
 *
 * @param deadlineX where the line of the ten seconds is
 */
public record FiguresText(List<Bar> bars, List<Tick> ticks, int deadlineX, String summary, int most) {

    private static final int LEFT = 40;
    private static final int BASE = 200;
    private static final int HEIGHT = 170;
    private static final int BAR_WIDTH = 28;
    private static final int GAP = 4;
    private static final int TICK_EVERY = 4;

    public FiguresText {
        bars = List.copyOf(bars);
        ticks = List.copyOf(ticks);
    }

    /** @param words for whoever cannot see it, and for the table below the picture */
    public record Bar(int x, int y, int width, int height, boolean late, String range, int count, String words) {}

    public record Tick(int x, String label) {}

    public static FiguresText of(Distribution distribution, Texts texts) {
        var bins = distribution.bins();
        int most = bins.stream().mapToInt(Integer::intValue).max().orElse(0);
        var bars = new ArrayList<Bar>();
        var ticks = new ArrayList<Tick>();
        for (int i = 0; i < bins.size(); i++) {
            boolean late = i == bins.size() - 1;
            int height = most == 0 ? 0 : Math.max(bins.get(i) > 0 ? 2 : 0, bins.get(i) * HEIGHT / most);
            String range = late
                    ? "> " + Times.seconds(VacateTimes.DEADLINE_MILLIS) + " s"
                    : "%s – %s s"
                            .formatted(
                                    Times.seconds(i * VacateTimes.BIN_MILLIS),
                                    Times.seconds((i + 1) * VacateTimes.BIN_MILLIS));
            bars.add(new Bar(
                    x(i),
                    BASE - height,
                    BAR_WIDTH - GAP,
                    height,
                    late,
                    range,
                    bins.get(i),
                    texts.say("figures.bar", range, bins.get(i))));
            if (i % TICK_EVERY == 0) {
                ticks.add(new Tick(x(i), (i * VacateTimes.BIN_MILLIS / 1000) + " s"));
            }
        }
        return new FiguresText(bars, ticks, x(bins.size() - 1) - GAP / 2, summary(distribution, texts), most);
    }

    private static int x(int bin) {
        return LEFT + bin * BAR_WIDTH;
    }

    private static String summary(Distribution distribution, Texts texts) {
        return distribution.median().isEmpty()
                ? texts.get("figures.none")
                : texts.say(
                        "figures.summary",
                        distribution.vacates(),
                        Times.seconds(distribution.median().orElse(0L)),
                        Times.seconds(distribution.longest().orElse(0L)),
                        distribution.late());
    }
}
