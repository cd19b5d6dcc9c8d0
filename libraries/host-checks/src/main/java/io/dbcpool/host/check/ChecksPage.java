package io.dbcpool.host.check;

import java.util.Arrays;
import java.util.stream.Collectors;

/** {@code docs/checks.md}, made from the checks themselves; a test keeps the file equal to this. */
final class ChecksPage {

    private static final String HEAD = """
            # What `./pool doctor` checks

            This page is made from the code (`ChecksPage`), and a test keeps it so. Each check says *ok*, *warning*, *wrong* or *cannot tell*.

            """;

    private ChecksPage() {}

    static String text() {
        return HEAD + Arrays.stream(Step.values()).map(ChecksPage::section).collect(Collectors.joining("\n"));
    }

    private static String section(Step step) {
        String title = step == Step.OURS ? "Ours: " + step.title() : "Step %s: %s".formatted(step, step.title());
        return "## %s\n\n| check | wanted | what it costs when it is not so | source |\n|---|---|---|---|\n"
                        .formatted(title)
                + CheckList.all().stream()
                        .filter(check -> check.step() == step)
                        .map(check -> "| `%s`: %s | %s | %s | %s |\n"
                                .formatted(
                                        check.id(),
                                        cell(check.title()),
                                        cell(check.wanted()),
                                        cell(check.why()),
                                        cell(check.source())))
                        .collect(Collectors.joining());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
