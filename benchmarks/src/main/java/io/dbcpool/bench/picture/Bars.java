package io.dbcpool.bench.picture;

import java.util.List;
import java.util.Locale;

/**
 * Bars under one another on one logarithmic axis, in groups: the full colour up to the median, a pale one on to the
 * 99th percentile.
 *
 * @param unit of the values
 */
public record Bars(String title, String unit, List<Group> groups) {

    public record Group(String title, List<Bar> bars) {

        public Group {
            bars = List.copyOf(bars);
        }
    }

    public record Bar(String name, double median, double p99) {}

    private static final int WIDTH = 960;
    private static final int LEFT = 250;
    private static final int RIGHT = 120;
    private static final int PLOT = WIDTH - LEFT - RIGHT;
    private static final int BAR = 22;
    private static final int HEAD = 34;

    public Bars {
        groups = List.copyOf(groups);
    }

    public String svg() {
        var all = groups.stream().flatMap(group -> group.bars().stream()).toList();
        var scale = Scale.decades(
                all.stream().mapToDouble(Bar::median).min().orElse(1),
                all.stream().mapToDouble(Bar::p99).max().orElse(10));
        int height = groups.size() * HEAD + all.size() * BAR + 50;
        var svg = new Svg(WIDTH, height, title);
        for (double tick : scale.ticks()) {
            svg.add(
                    "<line x1=\"%.1f\" y1=\"10\" x2=\"%.1f\" y2=\"%d\" stroke=\"#d0d7de\"/>",
                    x(scale, tick), x(scale, tick), height - 40);
            svg.text(x(scale, tick), height - 24, "middle", Scale.text(tick));
        }
        svg.text(LEFT + PLOT / 2.0, height - 8, "middle", unit + ": p50, and pale to p99");
        int y = 0;
        for (Group group : groups) {
            y += HEAD;
            svg.heading(16, y - 10, group.title());
            for (int i = 0; i < group.bars().size(); i++) {
                draw(svg, group.bars().get(i), scale, y, Svg.colour(i));
                y += BAR;
            }
        }
        return svg.end();
    }

    private static void draw(Svg svg, Bar bar, Scale scale, int y, String colour) {
        svg.text(LEFT - 8, y + 12, "end", bar.name());
        bar(svg, x(scale, bar.p99()), y, colour, "0.3");
        bar(svg, x(scale, bar.median()), y, colour, "1");
        svg.text(
                x(scale, bar.p99()) + 6,
                y + 12,
                "start",
                "%s / %s".formatted(rounded(bar.median()), rounded(bar.p99())));
    }

    private static String rounded(double value) {
        return Scale.text(Double.parseDouble(String.format(Locale.ROOT, "%.3g", value)));
    }

    private static void bar(Svg svg, double to, int y, String colour, String opacity) {
        svg.add(
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\" opacity=\"%s\"/>",
                LEFT, y, Math.max(1, to - LEFT), BAR - 6, colour, opacity);
    }

    private static double x(Scale scale, double value) {
        return LEFT + PLOT * scale.place(value);
    }
}
