package io.dbcpool.bridge.chain;

import io.dbcpool.events.Alert;
import io.dbcpool.events.Alert.Severity;
import io.dbcpool.events.Alert.State;
import io.dbcpool.events.EventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The chain source's standing conditions: each is told when it has held for long enough, and when it has ended. Used by
 * one thread.
 */
final class ChainConditions {

    /** Two looks at the nodes' runtimes and more: an upgrade reaches them one after the other. */
    private static final Duration DISAGREEMENT = Duration.ofMinutes(1);

    private final Map<String, Instant> since = new HashMap<>();
    private final Map<String, Alert> raised = new HashMap<>();
    private final Instant startedAt;

    ChainConditions(Instant startedAt) {
        this.startedAt = startedAt;
    }

    /** What to tell now. */
    List<Alert> look(ChainSource source, Instant now) {
        List<Alert> tell = new ArrayList<>();
        if (source.configured()) {
            boolean neverHeard = source.best().isEmpty();
            boolean isLate = !neverHeard || Duration.between(startedAt, now).compareTo(ChainSource.STALE) > 0;
            boolean isStale = neverHeard || source.best().orElseThrow().ageMillis() > ChainSource.STALE.toMillis();
            hold("ChainHeadStale", isStale && isLate, Duration.ZERO, source.why(), now)
                    .ifPresent(tell::add);
            List<Integer> others = source.endpoints().stream()
                    .filter(node ->
                            node.standing().equals("dropped") || node.standing().equals("other-runtime"))
                    .map(ChainSource.Node::number)
                    .toList();
            hold(
                            "ChainEndpointsDisagree",
                            !others.isEmpty(),
                            DISAGREEMENT,
                            "endpoints %s of pool.chain.endpoints contradict the others, or answered wrongly"
                                    .formatted(others),
                            now)
                    .ifPresent(tell::add);
        }
        return tell;
    }

    private Optional<Alert> hold(String alert, boolean holds, Duration least, String summary, Instant now) {
        if (!holds) {
            since.remove(alert);
            return Optional.ofNullable(raised.remove(alert))
                    .map(before -> alert(alert, State.CLEARED, "it is over", now));
        }
        Instant begun = since.computeIfAbsent(alert, name -> now);
        if (raised.containsKey(alert) || Duration.between(begun, now).compareTo(least) < 0) {
            return Optional.empty();
        }
        Alert told = alert(alert, State.RAISED, summary, now);
        raised.put(alert, told);
        return Optional.of(told);
    }

    private static Alert alert(String alert, State state, String summary, Instant now) {
        return new Alert(
                alert,
                Severity.WARNING,
                state,
                Optional.empty(),
                summary,
                "docs/runbooks/" + alert + ".md",
                EventCodec.micros(now));
    }
}
