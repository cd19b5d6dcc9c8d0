package io.dbcpool.endtoend.demo;

import java.util.ArrayList;
import java.util.List;

/** What a command says, as a picture of a terminal in SVG. */
final class TerminalPicture {

    private static final int FONT_PIXELS = 13;
    private static final double CHARACTER_PIXELS = 7.9;
    private static final int LINE_PIXELS = 18;
    private static final int MARGIN_PIXELS = 16;

    private TerminalPicture() {}

    static String svg(String command, List<String> lines) {
        var all = new ArrayList<>(List.of("$ " + command));
        all.addAll(lines);
        int longest = all.stream().mapToInt(String::length).max().orElse(0);
        long width = Math.round(longest * CHARACTER_PIXELS) + 2 * MARGIN_PIXELS;
        int height = all.size() * LINE_PIXELS + 2 * MARGIN_PIXELS;
        var svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n"
                        .formatted(width, height, width, height));
        svg.append("<title>What %s says</title>\n".formatted(escaped(command)));
        svg.append("<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"#0d1117\"/>\n");
        svg.append("<g font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"%d\" fill=\"#e6edf3\">\n"
                .formatted(FONT_PIXELS));
        for (int number = 0; number < all.size(); number++) {
            svg.append("<text x=\"%d\" y=\"%d\" xml:space=\"preserve\">%s</text>\n"
                    .formatted(
                            MARGIN_PIXELS, MARGIN_PIXELS + (number + 1) * LINE_PIXELS - 5, escaped(all.get(number))));
        }
        return svg.append("</g>\n</svg>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
