package io.dbcpool.bench.picture;

import io.dbcpool.bench.picture.Panel.Band;
import io.dbcpool.bench.picture.Panel.Point;
import io.dbcpool.bench.picture.Panel.Series;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Panels under one another, over the same bottom axis, as SVG.
 *
 * @param title what a reader who sees no pictures is told
 * @param bottom what the bottom axis is, with its unit
 */
public record Picture(String title, String bottom, boolean logarithmic, List<Panel> panels) {

    private static final int WIDTH = 960;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int PLOT = WIDTH - LEFT - RIGHT;
    private static final int HEAD = 40;
    private static final int PLOT_HEIGHT = 130;
    private static final int PANEL = HEAD + PLOT_HEIGHT + 14;
    private static final int FOOT = 40;

    public Picture {
        panels = List.copyOf(panels);
    }

    public String svg() {
        int height = panels.size() * PANEL + FOOT;
        var svg = new Svg(WIDTH, height, title);
        var across = across();
        for (int i = 0; i < panels.size(); i++) {
            draw(svg, panels.get(i), across, i * PANEL + HEAD);
        }
        int foot = panels.size() * PANEL;
        for (double tick : across.ticks()) {
            svg.text(x(across, tick), foot + 6, "middle", Scale.text(tick));
        }
        svg.text(LEFT + PLOT / 2.0, foot + 24, "middle", bottom);
        return svg.end();
    }

    private Scale across() {
        var all = panels.stream()
                .flatMap(panel -> panel.series().stream())
                .flatMap(series -> series.points().stream())
                .toList();
        return scale(logarithmic, all, Point::x);
    }

    private static Scale scale(boolean logarithmic, List<Point> points, ToDoubleFunction<Point> value) {
        double least = points.stream().mapToDouble(value).min().orElse(0);
        double greatest = points.stream().mapToDouble(value).max().orElse(1);
        return logarithmic ? Scale.decades(least, greatest) : Scale.upTo(greatest);
    }

    private static Scale up(Panel panel) {
        var all = panel.series().stream()
                .flatMap(series -> series.points().stream())
                .toList();
        var scale = scale(panel.logarithmic(), all, Point::y);
        if (panel.limit().isEmpty() || panel.limit().getAsDouble() <= scale.to()) {
            return scale;
        }
        double limit = panel.limit().getAsDouble();
        return panel.logarithmic() ? Scale.decades(scale.from(), limit) : Scale.upTo(limit);
    }

    private static void draw(Svg svg, Panel panel, Scale across, int top) {
        var up = up(panel);
        svg.heading(LEFT, top - 24, panel.title());
        legend(svg, panel, top - 8);
        for (Band band : panel.bands()) {
            double from = x(across, band.from());
            svg.add(
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\" opacity=\"0.22\"/>",
                    from, top, Math.max(1, x(across, band.to()) - from), PLOT_HEIGHT, colourOf(band.name(), panel));
        }
        for (double tick : up.ticks()) {
            double y = y(up, tick, top);
            line(svg, y, "#d0d7de", "");
            svg.text(LEFT - 6, y + 4, "end", Scale.text(tick));
        }
        panel.limit().ifPresent(limit -> line(svg, y(up, limit, top), "#cf222e", " stroke-dasharray=\"6 4\""));
        for (int i = 0; i < panel.series().size(); i++) {
            draw(svg, panel.series().get(i), across, up, top, Svg.colour(i));
        }
    }

    private static void draw(Svg svg, Series series, Scale across, Scale up, int top, String colour) {
        if (series.joined()) {
            var points = new StringBuilder();
            series.points()
                    .forEach(point -> points.append(
                            String.format(Locale.ROOT, "%.1f,%.1f ", x(across, point.x()), y(up, point.y(), top))));
            svg.add(
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>",
                    points.toString().strip(), colour);
            if (series.points().size() > 20) {
                return;
            }
        }
        series.points()
                .forEach(point -> svg.add(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\" fill=\"%s\"/>",
                        x(across, point.x()), y(up, point.y(), top), series.joined() ? "3.5" : "1.8", colour));
    }

    private static void legend(Svg svg, Panel panel, int y) {
        double x = LEFT;
        for (int i = 0; i < panel.series().size(); i++) {
            x = entry(svg, x, y, Svg.colour(i), "1", panel.series().get(i).name());
        }
        for (String name : names(panel)) {
            x = entry(svg, x, y, colourOf(name, panel), "0.35", name);
        }
    }

    private static double entry(Svg svg, double x, int y, String colour, String opacity, String name) {
        svg.add(
                "<rect x=\"%.1f\" y=\"%d\" width=\"10\" height=\"10\" fill=\"%s\" opacity=\"%s\"/>",
                x, y - 9, colour, opacity);
        svg.text(x + 14, y, "start", name);
        return x + 30 + name.length() * 6.4;
    }

    private static List<String> names(Panel panel) {
        return panel.bands().stream().map(Band::name).distinct().sorted().toList();
    }

    private static String colourOf(String band, Panel panel) {
        return Svg.colour(1 + names(panel).indexOf(band));
    }

    private static double x(Scale across, double value) {
        return LEFT + PLOT * across.place(value);
    }

    private static double y(Scale up, double value, int top) {
        return top + PLOT_HEIGHT * (1 - up.place(value));
    }

    private static void line(Svg svg, double y, String colour, String more) {
        svg.add(
                "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"%s\"%s/>",
                LEFT, y, LEFT + PLOT, y, colour, more);
    }
}
