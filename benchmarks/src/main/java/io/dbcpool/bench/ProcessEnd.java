package io.dbcpool.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** When another's process has ended. The kernel tells only its parent, so this looks, five times in a millisecond. */
final class ProcessEnd {

    private static final Duration PAUSE = Duration.ofNanos(200_000);

    private ProcessEnd() {}

    static Instant await(long pid, Duration limit) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        Waiting.until("process " + pid + " to end", limit, PAUSE, () -> hasEnded(stat));
        return Instant.now();
    }

    /** A zombie only waits to be collected. The state is the first field behind the command in parentheses. */
    private static boolean hasEnded(Path stat) {
        try {
            String line = Files.readString(stat, StandardCharsets.ISO_8859_1);
            char state = line.charAt(line.lastIndexOf(')') + 2);
            return state == 'Z' || state == 'X';
        } catch (IOException e) {
            return true;
        }
    }
}
