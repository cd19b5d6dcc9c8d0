package io.dbcpool.history;

import io.dbcpool.events.Alert;
import io.dbcpool.events.Alert.State;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.events.VacateStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Released within 10.000 s of the first credible signal, or the machine is BROKEN and an alert exists by then. A vacate
 * that was called off because the domain turned out to be a renter's has no deadline to keep.
 */
final class DeadlineIsKept implements Invariant {

    private static final Duration DBC_DEADLINE = Duration.ofSeconds(10);

    /** The alert is raised by a clock that ticks and told by another thread. */
    private static final Duration ALERT_MAY_TAKE = Duration.ofSeconds(1);

    @Override
    public List<String> findViolations(History history) {
        var violations = new ArrayList<String>();
        for (VacateStarted started : history.list(VacateStarted.class)) {
            if (started.deadline().isAfter(started.trigger().observedAt().plus(DBC_DEADLINE))) {
                violations.add("vacate %s has its deadline %s more than 10 s after its signal %s"
                        .formatted(
                                started.vacateId(),
                                started.deadline(),
                                started.trigger().observedAt()));
            }
        }
        for (VacateCompleted receipt : history.list(VacateCompleted.class)) {
            boolean inTime = receipt.releasedAt()
                    .filter(released -> !released.isAfter(receipt.deadline()))
                    .isPresent();
            boolean saysInTime = receipt.outcome() == Outcome.ON_TIME;
            if (saysInTime && (!inTime || receipt.elapsedMillis() > DBC_DEADLINE.toMillis())) {
                violations.add("receipt %s says on-time, and was released at %s, after %d ms, with the deadline at %s"
                        .formatted(
                                receipt.vacateId(),
                                receipt.releasedAt().map(Instant::toString).orElse("no time"),
                                receipt.elapsedMillis(),
                                receipt.deadline()));
            }
            if (!saysInTime
                    && !wasCalledOff(receipt)
                    && !history.list(Alert.class).stream().anyMatch(alert -> tellsOf(alert, receipt))) {
                violations.add("vacate %s was %s, and no MachineBroken was raised for machine %s by %s"
                        .formatted(receipt.vacateId(), receipt.outcome(), receipt.machineId(), receipt.deadline()));
            }
        }
        return violations;
    }

    private static boolean wasCalledOff(VacateCompleted receipt) {
        return receipt.steps().stream().anyMatch(step -> step.name().equals("refused"));
    }

    /** A watcher that was killed tells when it is back; one that finds the domain after its deadline, when it does. */
    private static Instant couldTell(VacateCompleted receipt) {
        return Stream.concat(
                        Stream.of(receipt.deadline(), receipt.startedAt()),
                        receipt.steps().stream()
                                .filter(step -> step.name().equals("resumed"))
                                .map(step -> receipt.trigger().observedAt().plusMillis(step.atMillis())))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private static boolean tellsOf(Alert alert, VacateCompleted receipt) {
        return alert.alert().equals("MachineBroken")
                && alert.state() == State.RAISED
                && alert.machineId().filter(receipt.machineId()::equals).isPresent()
                && !alert.at().isBefore(receipt.startedAt())
                && !alert.at().isAfter(couldTell(receipt).plus(ALERT_MAY_TAKE));
    }
}
