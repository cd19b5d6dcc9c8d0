package io.dbcpool.bench.picture;

import java.util.List;
import java.util.Locale;

/** A drawing, element after element. */
final class Svg {

    /** Apart also for those who see colours otherwise: Okabe and Ito. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

    private final StringBuilder text = new StringBuilder();

    /** @param title what a reader who sees no pictures is told */
    Svg(int width, int height, String title) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">",
                width, height, width, height);
        add("<title>%s</title>", escaped(title));
        add("<rect width=\"100%%\" height=\"100%%\" rx=\"6\" fill=\"#ffffff\"/>");
        add("<g font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#24292f\">");
    }

    /** As it is: what comes from elsewhere is to be {@link #escaped}. */
    void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    void text(double x, double y, String anchor, String words) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escaped(words));
    }

    void heading(int x, int y, String words) {
        add("<text x=\"%d\" y=\"%d\" font-weight=\"600\">%s</text>", x, y, escaped(words));
    }

    String end() {
        return text + "</g>\n</svg>\n";
    }

    static String colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
