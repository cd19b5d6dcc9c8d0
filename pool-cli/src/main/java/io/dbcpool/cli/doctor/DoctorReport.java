package io.dbcpool.cli.doctor;

import io.dbcpool.cli.ExitCode;
import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.check.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code pool doctor} shows. */
record DoctorReport(List<Check> checks) {

    /** The worst first: what is wrong costs now, what cannot be told may. */
    private static final List<State> WORST_FIRST = List.of(State.WRONG, State.WARNING, State.CANNOT_TELL, State.OK);

    private static final Map<State, String> WORDS =
            Map.of(State.WRONG, "WRONG", State.WARNING, "warning", State.CANNOT_TELL, "cannot tell", State.OK, "ok");

    /** ANSI: red, yellow, blue, green. */
    private static final Map<State, String> COLOURS =
            Map.of(State.WRONG, "31;1", State.WARNING, "33", State.CANNOT_TELL, "34", State.OK, "32");

    DoctorReport {
        checks = List.copyOf(checks);
    }

    /** Nothing that could be told at all is as bad as no answer: then something keeps everything from being seen. */
    int exitCode() {
        if (has(State.WRONG)) {
            return ExitCode.SOMETHING_IS_WRONG;
        }
        return !checks.isEmpty() && checks.stream().allMatch(check -> check.state() == State.CANNOT_TELL)
                ? ExitCode.CANNOT_REACH
                : ExitCode.GOOD;
    }

    private boolean has(State state) {
        return checks.stream().anyMatch(check -> check.state() == state);
    }

    List<String> lines(boolean coloured, boolean root) {
        var lines = new ArrayList<String>();
        for (State state : WORST_FIRST) {
            var group = checks.stream().filter(check -> check.state() == state).toList();
            if (!group.isEmpty()) {
                lines.add(paint("%s (%d)".formatted(WORDS.get(state), group.size()), state, coloured));
                int width = group.stream()
                        .mapToInt(check -> check.id().length())
                        .max()
                        .orElse(0);
                group.forEach(check -> lines.addAll(lines(check, width)));
                lines.add("");
            }
        }
        lines.add(summary());
        if (!root && has(State.CANNOT_TELL)) {
            lines.add("Seen without root; what root alone may see is under \"cannot tell\".");
        }
        return lines;
    }

    private static List<String> lines(Check check, int width) {
        String head = "  %-4s  %s%s  "
                .formatted(
                        check.step(), check.id(), " ".repeat(width - check.id().length()));
        var lines = new ArrayList<String>();
        lines.add(head + check.found());
        if (!check.fix().isEmpty()) {
            lines.add(" ".repeat(head.length()) + "-> " + check.fix());
        }
        return lines;
    }

    private String summary() {
        return WORST_FIRST.stream()
                        .filter(this::has)
                        .map(state -> "%d %s"
                                .formatted(
                                        checks.stream()
                                                .filter(check -> check.state() == state)
                                                .count(),
                                        WORDS.getOrDefault(state, "?").toLowerCase(Locale.ROOT)))
                        .collect(Collectors.joining(", "))
                + ". What one means and costs: ./pool doctor --explain CHECK";
    }

    private static String paint(String text, State state, boolean coloured) {
        return coloured ? "\u001b[%sm%s\u001b[0m".formatted(COLOURS.get(state), text) : text;
    }

    /** All of one check. */
    static List<String> explain(Check check) {
        String step = Step.find(check.step())
                .map(found -> found == Step.OURS ? found.title() : "step %s, %s".formatted(found.word(), found.title()))
                .orElse(check.step());
        var lines = new ArrayList<String>();
        lines.add("%s (%s): %s".formatted(check.id(), step, check.title()));
        lines.add("  state   " + WORDS.get(check.state()));
        lines.add("  found   " + check.found());
        lines.add("  wanted  " + check.wanted());
        lines.add("  why     " + check.why());
        if (!check.fix().isEmpty()) {
            lines.add("  fix     " + check.fix());
        }
        lines.add("  source  " + check.source());
        return lines;
    }

    Optional<Check> find(String id) {
        return checks.stream().filter(check -> check.id().equals(id)).findFirst();
    }
}
