package io.dbcpool.watcher.udp;

import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets each word of a machine through at once, and its repeats ten times a second: whoever floods us with a genuine
 * word fills no queue by it. The DBC node itself repeats its word every 2 s. A repeat that is dropped just after an
 * operator released the machine would not have counted: the release silences broadcasts for longer. Used by one thread.
 */
final class WordGate {

    static final long PAUSE_NANOS = 100_000_000;

    /** What a sender says that is refused counts as one word, whatever it says. */
    private static final String REFUSED = "refused";

    private record Said(MachineId machine, String word) {}

    private final Map<Said, Long> passedAt = new HashMap<>();

    /** @param nowNanos {@link System#nanoTime} */
    boolean passes(MachineId machine, Word word, long nowNanos) {
        return passes(machine, word.name(), nowNanos);
    }

    boolean passesRefused(MachineId machine, long nowNanos) {
        return passes(machine, REFUSED, nowNanos);
    }

    private boolean passes(MachineId machine, String word, long nowNanos) {
        var said = new Said(machine, word);
        Long before = passedAt.get(said);
        if (before != null && nowNanos - before < PAUSE_NANOS) {
            return false;
        }
        passedAt.put(said, nowNanos);
        return true;
    }
}
