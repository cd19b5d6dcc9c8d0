package io.dbcpool.cli.setup;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What pytest says at its end: {@code === 17 passed, 1 failed in 612.40s ===}.
 *
 * @param passed of DBC's tests, of which there are 18 (guide, step M)
 * @param others failed, with errors, skipped
 */
record PytestSummary(int passed, int others) {

    static final int ALL = 18;

    private static final Pattern COUNT =
            Pattern.compile("([0-9]{1,6}) (passed|failed|errors?|skipped|xfailed|xpassed)\\b");

    /** Of the last line that counts any; empty if there is none. */
    static Optional<PytestSummary> find(String output) {
        return output.lines()
                .filter(line -> COUNT.matcher(line).find())
                .reduce((first, last) -> last)
                .map(PytestSummary::count);
    }

    private static PytestSummary count(String line) {
        int passed = 0;
        int others = 0;
        Matcher counts = COUNT.matcher(line);
        while (counts.find()) {
            int count = Integer.parseInt(counts.group(1));
            if (counts.group(2).equals("passed")) {
                passed += count;
            } else {
                others += count;
            }
        }
        return new PytestSummary(passed, others);
    }

    boolean isGood() {
        return passed >= ALL && others == 0;
    }

    /** The line that the check {@code gpu-tests-passed} reads. */
    String line(Instant at) {
        return "%s %d of %d at %s"
                .formatted(isGood() ? "passed" : "failed, passed only", passed, Math.max(ALL, passed + others), at);
    }
}
