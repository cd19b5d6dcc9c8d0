package io.dbcpool.cli.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Ends the processes of a supervisor that was killed: two watchers of one machine would be one too many. */
public final class Leftovers {

    private static final Duration POLITE = Duration.ofSeconds(10);
    private static final int LOOK_MILLIS = 20;

    private Leftovers() {}

    public static void end(RunFiles runFiles, Output output) throws IOException, InterruptedException {
        Map<String, ProcessIdentity> leftovers = runFiles.findLeftovers();
        leftovers.forEach((name, process) -> {
            output.say("pool: %s (process %d) was left by a pool that was killed; ending it"
                    .formatted(name, process.pid()));
            ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy);
        });
        long giveUp = System.nanoTime() + POLITE.toNanos();
        while (leftovers.values().stream().anyMatch(ProcessIdentity::isAlive) && System.nanoTime() - giveUp < 0) {
            Thread.sleep(LOOK_MILLIS);
        }
        leftovers.forEach((name, process) -> {
            if (process.isAlive()) {
                output.say("pool: %s (process %d) did not end within %d s; killing it"
                        .formatted(name, process.pid(), POLITE.toSeconds()));
                ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        });
    }
}
