package io.dbcpool.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong with one file, gathered so that its operator reads all of it at once. */
public final class Problems {

    /** A file that is nothing like ours would fill the screen. */
    private static final int SHOWN = 20;

    private static final int QUOTED = 80;

    private record Problem(int line, String text) {}

    private final Path file;
    private final List<Problem> found = new ArrayList<>();

    public Problems(Path file) {
        this.file = file;
    }

    /** @param line counted from 1 */
    public void add(int line, String text) {
        found.add(new Problem(line, text));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** All of them in the order of their lines. */
    public PoolFileException toException() {
        var lines = found.stream()
                .sorted(Comparator.comparingInt(Problem::line))
                .map(problem -> "%s:%d: %s".formatted(file, problem.line(), problem.text()))
                .distinct()
                .toList();
        String shown = lines.stream().limit(SHOWN).collect(Collectors.joining("\n"));
        return new PoolFileException(
                lines.size() > SHOWN ? "%s\n%s: and %d more".formatted(shown, file, lines.size() - SHOWN) : shown);
    }

    /** A piece of the file as a message shows it: on one line, and not all of it. */
    public static String quote(String text) {
        String oneLine = text.replaceAll("\\p{Cntrl}", "?");
        return oneLine.length() > QUOTED ? "'%s…'".formatted(oneLine.substring(0, QUOTED)) : "'%s'".formatted(oneLine);
    }
}
