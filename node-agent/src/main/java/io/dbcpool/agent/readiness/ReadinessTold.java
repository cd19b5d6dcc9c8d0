package io.dbcpool.agent.readiness;

import io.dbcpool.events.NodeReadiness;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The last list that was told. The next is told when an item's state has changed, and every five minutes in any case,
 * so that a reader can tell an agent that is content from one that is dead.
 *
 * @param atNanos monotonic
 */
public record ReadinessTold(Optional<NodeReadiness> last, long atNanos) {

    public static final Duration EVERY = Duration.ofMinutes(5);

    public static final ReadinessTold NOTHING = new ReadinessTold(Optional.empty(), 0);

    public ReadinessTold on(NodeReadiness now, long nanos, Consumer<NodeReadiness> tell) {
        boolean fresh = last.isPresent() && nanos - atNanos < EVERY.toNanos();
        if (fresh && ReadinessChecks.sameStates(last.get(), now)) {
            return this;
        }
        tell.accept(now);
        return new ReadinessTold(Optional.of(now), nanos);
    }
}
