package io.dbcpool.watcher.udp;

import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets each word of a machine through at once, and its repeats ten times a second: whoever floods us with a genuine
 * word fills no queue by it. The DBC node itself repeats its word every 2 s, and a few that come close upon each other
 * all pass: the first of two may have come just before the end of a release's silence, and only the second count. Of a
 * flood one passes within a tenth of a second of that end. Used by one thread.
 */
final class WordGate {

    static final long PAUSE_NANOS = 100_000_000;

    /** So many may come close upon each other. */
    static final int AT_ONCE = 10;

    /** What a sender says that is refused counts as one word, whatever it says. */
    private static final String REFUSED = "refused";

    private record Said(MachineId machine, String word) {}

    /** When the repeats that have passed would have, at their pace. */
    private final Map<Said, Long> pacedTo = new HashMap<>();

    /** @param nowNanos {@link System#nanoTime} */
    boolean passes(MachineId machine, Word word, long nowNanos) {
        return passes(machine, word.name(), nowNanos);
    }

    boolean passesRefused(MachineId machine, long nowNanos) {
        return passes(machine, REFUSED, nowNanos);
    }

    private boolean passes(MachineId machine, String word, long nowNanos) {
        var said = new Said(machine, word);
        long ahead = Math.max(0, pacedTo.getOrDefault(said, nowNanos) - nowNanos);
        if (ahead > (AT_ONCE - 1) * PAUSE_NANOS) {
            return false;
        }
        pacedTo.put(said, nowNanos + ahead + PAUSE_NANOS);
        return true;
    }
}
