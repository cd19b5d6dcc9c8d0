package io.dbcpool.configuration.loglevels;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a file of wishes says at a moment. A line is {@code LOGGER LEVEL UNTIL}, such as {@code io.dbcpool.watcher DEBUG
 * 2026-05-01T10:15:00Z}; the last one about a logger counts. A line that cannot be used is a problem, and the others
 * count all the same.
 *
 * @param wishes those that hold at that moment, one for a logger
 * @param problems one for each line that cannot be used: where, what was wanted, what was found
 */
public record LogLevelWishes(List<LogLevelWish> wishes, List<String> problems) {

    static final int MOST_LINES = 100;

    private static final String HEAD = "# Levels of loggers, written by ./pool log: LOGGER LEVEL UNTIL\n";

    public LogLevelWishes {
        wishes = List.copyOf(wishes);
        problems = List.copyOf(problems);
    }

    public static LogLevelWishes none() {
        return new LogLevelWishes(List.of(), List.of());
    }

    /** @param now wishes that end by then are left out */
    public static LogLevelWishes read(String text, Instant now) {
        Map<String, LogLevelWish> wishes = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        List<String> lines = text.lines().toList();
        if (lines.size() > MOST_LINES) {
            problems.add("wanted at most %d lines, found %d: the rest is not read".formatted(MOST_LINES, lines.size()));
        }
        for (int i = 0; i < Math.min(lines.size(), MOST_LINES); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                LogLevelWish wish = read(line);
                wishes.remove(wish.logger());
                if (wish.until().isAfter(now.plus(LogLevelWish.LONGEST))) {
                    throw new Unusable("wanted an end within %d h, found %s"
                            .formatted(LogLevelWish.LONGEST.toHours(), wish.until()));
                }
                if (wish.until().isAfter(now)) {
                    wishes.put(wish.logger(), wish);
                }
            } catch (Unusable e) {
                problems.add("line %d: %s".formatted(i + 1, e.getMessage()));
            }
        }
        return new LogLevelWishes(List.copyOf(wishes.values()), problems);
    }

    private static LogLevelWish read(String line) throws Unusable {
        String[] words = line.split("\\s+", -1);
        if (words.length != 3) {
            throw new Unusable("wanted LOGGER LEVEL UNTIL, found %d words".formatted(words.length));
        }
        if (!LogLevelWish.isName(words[0])) {
            throw new Unusable("wanted the name of a logger, such as io.dbcpool.watcher, or root");
        }
        LogLevel level = LogLevel.find(words[1])
                .orElseThrow(() -> new Unusable("wanted one of %s for %s".formatted(levels(), words[0])));
        try {
            return new LogLevelWish(words[0], level, Instant.parse(words[2]));
        } catch (DateTimeParseException e) {
            throw new Unusable("wanted a time such as 2026-05-01T10:15:00Z for %s".formatted(words[0]));
        }
    }

    /** Their names, for a message. */
    public static String levels() {
        return List.of(LogLevel.values()).stream().map(Enum::name).collect(Collectors.joining(", "));
    }

    /** The same with this one, in place of what was wished for its logger. */
    public LogLevelWishes with(LogLevelWish wish) {
        List<LogLevelWish> all = new ArrayList<>(without(wish.logger()).wishes());
        all.add(wish);
        return new LogLevelWishes(all, problems);
    }

    public LogLevelWishes without(String logger) {
        return new LogLevelWishes(
                wishes.stream().filter(wish -> !wish.logger().equals(logger)).toList(), problems);
    }

    /** The text of a file that says it; problems are not written again. */
    public String text() {
        return HEAD
                + wishes.stream()
                        .map(wish -> "%s %s %s\n".formatted(wish.logger(), wish.level(), wish.until()))
                        .collect(Collectors.joining());
    }

    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }
    }
}
