package io.dbcpool.bench.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From values to places on an axis.
 *
 * @param from the least value that is shown; above 0 on a logarithmic one
 * @param to the greatest, above the least
 */
record Scale(double from, double to, boolean logarithmic) {

    private static final int TICKS = 4;

    Scale {
        if (!(to > from) || (logarithmic && !(from > 0))) {
            throw new IllegalArgumentException("wanted a range, above 0 where it is logarithmic, found %s to %s%s"
                    .formatted(from, to, logarithmic ? ", logarithmic" : ""));
        }
    }

    /** From 0 to a little above the greatest. */
    static Scale upTo(double greatest) {
        return new Scale(0, greatest > 0 ? greatest * 1.05 : 1, false);
    }

    /** Whole decades around the values, those that are not above 0 left out. */
    static Scale decades(double least, double greatest) {
        double from = Math.pow(10, Math.floor(Math.log10(Math.max(least, 1e-3))));
        double to = Math.pow(10, Math.ceil(Math.log10(Math.max(greatest, from * 10))));
        return new Scale(from, to, true);
    }

    /** 0 at the beginning, 1 at the end; what lies outside is put there. */
    double place(double value) {
        double place = logarithmic
                ? (Math.log10(Math.max(value, from)) - Math.log10(from)) / (Math.log10(to) - Math.log10(from))
                : (value - from) / (to - from);
        return Math.min(1, Math.max(0, place));
    }

    List<Double> ticks() {
        var ticks = new ArrayList<Double>();
        if (logarithmic) {
            for (double tick = from; tick <= to * 1.001; tick *= 10) {
                ticks.add(tick);
            }
            return ticks;
        }
        double rough = (to - from) / TICKS;
        double decade = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = List.of(1.0, 2.0, 5.0, 10.0).stream()
                        .filter(times -> times * decade >= rough)
                        .findFirst()
                        .orElse(10.0)
                * decade;
        for (double tick = Math.ceil(from / step) * step; tick <= to; tick += step) {
            ticks.add(tick);
        }
        return ticks;
    }

    static String text(double value) {
        return value >= 1_000
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
    }
}
