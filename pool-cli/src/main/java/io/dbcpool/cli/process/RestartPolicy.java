package io.dbcpool.cli.process;

import io.dbcpool.cli.ExitCode;
import java.time.Duration;
import java.util.List;

/** What is done about a process that ended without being asked to. */
public final class RestartPolicy {

    /** Who lived this long had started well, so that the next death is a first one again. */
    static final Duration STARTED_WELL = Duration.ofSeconds(30);

    /**
     * By how many lives in a row were short, this one included. Nobody is given up: a pool without its watcher is a
     * pool that is late, and five seconds are half of what a vacate has.
     */
    private static final List<Duration> PAUSES = List.of(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5));

    private RestartPolicy() {}

    /** What to do. */
    public sealed interface Verdict {

        /** @param shortLives to be given back at its next death */
        record Restart(Duration pause, int shortLives) implements Verdict {}

        /** It cannot use its configuration, and could not the next time: the pool ends with this exit code. */
        record GiveUp(int exitCode) implements Verdict {}
    }

    /**
     * @param exitCode 128 + n for one that signal n ended
     * @param lived from its start to its death
     * @param shortLives how many lives before this one were short, in a row
     */
    public static Verdict onDeath(int exitCode, Duration lived, int shortLives) {
        if (exitCode == ExitCode.WRONG_USAGE) {
            return new Verdict.GiveUp(exitCode);
        }
        int now = lived.compareTo(STARTED_WELL) >= 0 ? 0 : shortLives + 1;
        return new Verdict.Restart(PAUSES.get(Math.min(now, PAUSES.size() - 1)), now);
    }
}
