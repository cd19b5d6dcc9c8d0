package io.dbcpool.bench.picture;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One field of a picture: something over something.
 *
 * @param title with the unit of what is shown
 * @param limit a line that must not be crossed
 * @param bands spans along the bottom axis in which something was the case
 */
public record Panel(String title, boolean logarithmic, OptionalDouble limit, List<Series> series, List<Band> bands) {

    public record Point(double x, double y) {}

    /** @param joined whether a line goes from point to point */
    public record Series(String name, boolean joined, List<Point> points) {

        public Series {
            points = List.copyOf(points);
        }
    }

    /** Bands of one name have one colour. */
    public record Band(String name, double from, double to) {}

    public Panel {
        series = List.copyOf(series);
        bands = List.copyOf(bands);
    }

    public static Panel of(String title, List<Series> series) {
        return new Panel(title, false, OptionalDouble.empty(), series, List.of());
    }

    public Panel inDecades() {
        return new Panel(title, true, limit, series, bands);
    }

    public Panel withLimit(double value) {
        return new Panel(title, logarithmic, OptionalDouble.of(value), series, bands);
    }

    public Panel withBands(List<Band> others) {
        return new Panel(title, logarithmic, limit, series, others);
    }
}
