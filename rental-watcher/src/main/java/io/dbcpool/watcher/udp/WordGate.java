package io.dbcpool.watcher.udp;

import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets each word of a machine through at once, and its repeats ten times a second: whoever floods us with a genuine
 * word fills no queue by it. The DBC node itself repeats its word every 2 s. Used by one thread.
 */
final class WordGate {

    static final long PAUSE_NANOS = 100_000_000;

    private record Said(MachineId machine, Word word) {}

    private final Map<Said, Long> passedAt = new HashMap<>();

    /** @param nowNanos {@link System#nanoTime} */
    boolean passes(MachineId machine, Word word, long nowNanos) {
        var said = new Said(machine, word);
        Long before = passedAt.get(said);
        if (before != null && nowNanos - before < PAUSE_NANOS) {
            return false;
        }
        passedAt.put(said, nowNanos);
        return true;
    }
}
