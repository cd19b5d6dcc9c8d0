package io.dbcpool.history;

import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.events.VacateStep;
import io.dbcpool.events.VacateStepTaken;
import io.dbcpool.values.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Each signal and each action is told exactly once, after repeats are dropped by {@code ce_id}: what began is told to
 * have ended, what a receipt says was done is told step by step and in order, and the broadcast that began it is there.
 */
final class NothingIsLost implements Invariant {

    /**
     * Two sockets hear the same datagram, but a flood may push it out of one of them. The DBC node repeats its word
     * every 2 s for as long as the owner's domain runs.
     */
    private static final Duration HEARD_TOGETHER = Duration.ofSeconds(5);

    /** A word that came by way of Kafka may be read again, after a restart, or from a broker that lost its data. */
    private static final Duration READ_AGAIN = Duration.ofDays(1);

    /** Moments are whole milliseconds after a signal that is itself known to the microsecond. */
    private static final Duration CLOCK_SLACK = Duration.ofMillis(20);

    /** Its moment is when the devices were free; it is told when that is proven, which may be by another watcher. */
    private static final String CERTIFIED = "released";

    @Override
    public List<String> findViolations(History history) {
        var violations = new ArrayList<>(history.contradictions());
        var receipts = new HashMap<UUID, VacateCompleted>();
        for (VacateCompleted receipt : history.list(VacateCompleted.class)) {
            if (receipts.put(receipt.vacateId(), receipt) != null) {
                violations.add("vacate %s has two receipts".formatted(receipt.vacateId()));
            }
        }
        var started = new HashSet<UUID>();
        for (VacateStarted vacate : history.list(VacateStarted.class)) {
            if (!started.add(vacate.vacateId())) {
                violations.add("vacate %s began twice".formatted(vacate.vacateId()));
            }
            if (!receipts.containsKey(vacate.vacateId())) {
                violations.add("vacate %s of domain %s began and has no receipt"
                        .formatted(vacate.vacateId(), vacate.domain()));
            }
            if (isByBroadcast(vacate) && !isHeard(history, vacate)) {
                violations.add("vacate %s was begun by a broadcast of machine %s at %s that dbc.broadcasts lacks"
                        .formatted(
                                vacate.vacateId(),
                                vacate.machineId(),
                                vacate.trigger().observedAt()));
            }
        }
        receipts.keySet().stream()
                .filter(vacate -> !started.contains(vacate))
                .forEach(vacate -> violations.add("vacate %s has a receipt and never began".formatted(vacate)));
        violations.addAll(findLostSteps(history, receipts));
        return violations;
    }

    private static List<String> findLostSteps(History history, Map<UUID, VacateCompleted> receipts) {
        var violations = new ArrayList<String>();
        Map<UUID, List<VacateStepTaken>> told = new HashMap<>();
        for (VacateStepTaken taken : history.list(VacateStepTaken.class)) {
            var steps = told.computeIfAbsent(taken.vacateId(), vacate -> new ArrayList<>());
            boolean isEarlier = !steps.isEmpty()
                    && last(steps).step().atMillis() > taken.step().atMillis();
            if (isEarlier && !taken.step().name().equals(CERTIFIED)) {
                violations.add("vacate %s is told out of order: %s after %s"
                        .formatted(taken.vacateId(), taken.step(), last(steps).step()));
            }
            if (!isEarlier) {
                steps.add(taken);
            } else {
                steps.add(steps.size() - 1, taken);
            }
        }
        receipts.forEach((vacate, receipt) -> {
            var lost = receipt.steps().stream()
                    .filter(step -> told.getOrDefault(vacate, List.of()).stream()
                            .noneMatch(taken -> isSame(taken, step, receipt)))
                    .toList();
            if (!lost.isEmpty()) {
                violations.add("vacate %s has steps in its receipt that were never told: %s".formatted(vacate, lost));
            }
        });
        return violations;
    }

    /** By the moment and not by its distance from the signal, because an earlier word may move the signal meanwhile. */
    private static boolean isSame(VacateStepTaken taken, VacateStep step, VacateCompleted receipt) {
        var at = receipt.trigger().observedAt().plusMillis(step.atMillis());
        return taken.step().name().equals(step.name())
                && Duration.between(at, taken.at()).abs().compareTo(CLOCK_SLACK) <= 0;
    }

    private static VacateStepTaken last(List<VacateStepTaken> steps) {
        return steps.get(steps.size() - 1);
    }

    private static boolean isByBroadcast(VacateStarted vacate) {
        return vacate.trigger().source() == Source.BROADCAST;
    }

    private static boolean isHeard(History history, VacateStarted vacate) {
        Instant at = vacate.trigger().observedAt();
        var earlier = vacate.trigger().via() == Via.KAFKA ? READ_AGAIN : HEARD_TOGETHER;
        return history.list(BroadcastHeard.class).stream()
                .filter(heard -> heard.machineId().equals(vacate.machineId()) && heard.status() == Word.RENTING)
                .anyMatch(heard -> !heard.firstAt().isAfter(at.plus(HEARD_TOGETHER))
                        && !heard.lastAt().isBefore(at.minus(earlier)));
    }
}
