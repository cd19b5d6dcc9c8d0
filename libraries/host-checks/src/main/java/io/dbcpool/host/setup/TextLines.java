package io.dbcpool.host.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Edits of a text by whole lines. None of them changes a text that is already so. */
final class TextLines {

    static final String BEGIN = "# begin dbc-pool: written by `pool setup`, taken out by `pool setup undo`";
    static final String END = "# end dbc-pool";

    private TextLines() {}

    /** Each line for which the function gives another is that other; a null is none of it. */
    static String replace(String text, Function<String, List<String>> line) {
        var lines = text.lines().flatMap(one -> line.apply(one).stream()).toList();
        return lines.equals(text.lines().toList()) ? text : join(lines);
    }

    static String without(String text, Predicate<String> line) {
        return replace(text, one -> line.test(one) ? List.of() : List.of(one));
    }

    /** Our block at the end, with these lines besides those that it has. */
    static String withBlock(String text, List<String> wanted) {
        var block = new ArrayList<>(block(text));
        wanted.stream().filter(line -> !block.contains(line)).forEach(block::add);
        if (block.equals(block(text))) {
            return text;
        }
        var lines = new ArrayList<>(outsideBlock(text));
        lines.add(BEGIN);
        lines.addAll(block);
        lines.add(END);
        return join(lines);
    }

    /** The same, but a line that begins like that one is replaced by it. */
    static String withBlockLine(String text, String beginning, String wanted) {
        if (block(text).contains(wanted)) {
            return text;
        }
        var block = block(text).stream()
                .filter(line -> !line.startsWith(beginning))
                .collect(Collectors.toCollection(ArrayList::new));
        block.add(wanted);
        var lines = new ArrayList<>(outsideBlock(text));
        lines.add(BEGIN);
        lines.addAll(block);
        lines.add(END);
        return join(lines);
    }

    /**
     * {@code key = value} in the place of the lines that set the key now, or else in our block.
     *
     * @param line as the file has to say it
     */
    static String withKey(String text, String key, String line) {
        var sets = Pattern.compile("\\s*" + Pattern.quote(key) + "\\s*=.*");
        boolean isSet = text.lines().anyMatch(one -> sets.matcher(one).matches());
        return isSet
                ? replace(text, one -> sets.matcher(one).matches() ? List.of(line) : List.of(one))
                : withBlock(text, List.of(line));
    }

    private static List<String> block(String text) {
        var lines = text.lines().toList();
        int begin = lines.indexOf(BEGIN);
        int end = lines.indexOf(END);
        return begin < 0 || end < begin ? List.of() : lines.subList(begin + 1, end);
    }

    private static List<String> outsideBlock(String text) {
        var lines = text.lines().toList();
        int begin = lines.indexOf(BEGIN);
        int end = lines.indexOf(END);
        if (begin < 0 || end < begin) {
            return lines;
        }
        var outside = new ArrayList<>(lines.subList(0, begin));
        outside.addAll(lines.subList(end + 1, lines.size()));
        return outside;
    }

    private static String join(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
