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
        var svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">",
                WIDTH,
                height,
                WIDTH,
                height);
        add(svg, "<title>%s</title>", Picture.escaped(title));
        add(svg, "<rect width=\"100%%\" height=\"100%%\" rx=\"6\" fill=\"#ffffff\"/>");
        add(svg, "<g font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#24292f\">");
        for (double tick : scale.ticks()) {
            add(
                    svg,
                    "<line x1=\"%.1f\" y1=\"10\" x2=\"%.1f\" y2=\"%d\" stroke=\"#d0d7de\"/>",
                    x(scale, tick),
                    x(scale, tick),
                    height - 40);
            Picture.text(svg, x(scale, tick), height - 24, "middle", Scale.text(tick));
        }
        Picture.text(svg, LEFT + PLOT / 2.0, height - 8, "middle", unit + ": p50, and pale to p99");
        int y = 0;
        for (Group group : groups) {
            y += HEAD;
            add(svg, "<text x=\"16\" y=\"%d\" font-weight=\"600\">%s</text>", y - 10, Picture.escaped(group.title()));
            for (int i = 0; i < group.bars().size(); i++) {
                draw(svg, group.bars().get(i), scale, y, Picture.COLOURS.get(i % Picture.COLOURS.size()));
                y += BAR;
            }
        }
        return svg.append("</g>\n</svg>\n").toString();
    }

    private static void draw(StringBuilder svg, Bar bar, Scale scale, int y, String colour) {
        Picture.text(svg, LEFT - 8, y + 12, "end", bar.name());
        bar(svg, x(scale, bar.p99()), y, colour, "0.3");
        bar(svg, x(scale, bar.median()), y, colour, "1");
        Picture.text(
                svg,
                x(scale, bar.p99()) + 6,
                y + 12,
                "start",
                "%s / %s".formatted(rounded(bar.median()), rounded(bar.p99())));
    }

    private static String rounded(double value) {
        return Scale.text(Double.parseDouble(String.format(Locale.ROOT, "%.3g", value)));
    }

    private static void bar(StringBuilder svg, double to, int y, String colour, String opacity) {
        add(
                svg,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\" opacity=\"%s\"/>",
                LEFT,
                y,
                Math.max(1, to - LEFT),
                BAR - 6,
                colour,
                opacity);
    }

    private static double x(Scale scale, double value) {
        return LEFT + PLOT * scale.place(value);
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        Picture.add(svg, format, values);
    }
}
