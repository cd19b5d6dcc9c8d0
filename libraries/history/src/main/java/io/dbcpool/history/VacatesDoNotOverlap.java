package io.dbcpool.history;

import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.events.VacateStepTaken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A rental stops a domain once, however often it is said: a second vacate of a domain begins only after the first has
 * released it, which takes somebody who started it again. Two watchers may vacate the same domain at once.
 */
final class VacatesDoNotOverlap implements Invariant {

    private static final Set<String> ENDS = Set.of("released", "refused");

    private record Vacated(String actor, UUID domain) {}

    @Override
    public List<String> findViolations(History history) {
        Map<UUID, Instant> releasedAt = new HashMap<>();
        history.list(VacateCompleted.class)
                .forEach(receipt ->
                        receipt.releasedAt().ifPresent(released -> releasedAt.put(receipt.vacateId(), released)));
        // One that was given up has its receipt already when its domain goes at last, one that was called off none.
        history.list(VacateStepTaken.class).stream()
                .filter(taken -> ENDS.contains(taken.step().name()))
                .forEach(taken -> releasedAt.putIfAbsent(taken.vacateId(), taken.at()));
        var violations = new ArrayList<String>();
        Map<Vacated, VacateStarted> last = new HashMap<>();
        for (VacateStarted started : history.list(VacateStarted.class)) {
            var before = last.put(new Vacated(started.actor(), started.domain().uuid()), started);
            if (before != null
                    && releasedAt.getOrDefault(before.vacateId(), Instant.MAX).isAfter(started.startedAt())) {
                violations.add("vacate %s of domain %s begins before vacate %s has released it"
                        .formatted(started.vacateId(), started.domain(), before.vacateId()));
            }
        }
        return violations;
    }
}
