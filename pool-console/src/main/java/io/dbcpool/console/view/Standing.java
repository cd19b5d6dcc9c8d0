package io.dbcpool.console.view;

import io.dbcpool.events.Alert;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.VacateCompleted.Outcome;
import java.time.Duration;
import java.time.Instant;

/** Whether a machine is inside the rule, the worst first. */
public enum Standing {
    /**
     * A vacate is past its deadline, the last one was late within a day, or an alert stands for which people are woken.
     */
    LATE,
    /** One of the owner's domains is being stopped, and there is time left. */
    VACATING,
    /** Inside the rule; something asks to be looked at. */
    ATTENTION,
    INSIDE;

    /** For how long a late vacate colours its machine. Its receipt stays. */
    static final Duration LATE_IS_SHOWN = Duration.ofDays(1);

    public static Standing of(MachineView machine, Instant now) {
        var running = machine.runningVacates(now);
        var standing = machine.standingAlerts();
        if (running.stream().anyMatch(vacate -> vacate.isLate(now))
                || wasLate(machine, now)
                || standing.stream().anyMatch(alert -> alert.severity() == Alert.Severity.PAGE)) {
            return LATE;
        }
        if (!running.isEmpty()) {
            return VACATING;
        }
        boolean isHostWrong = machine.readiness()
                .filter(list -> list.checks().stream().anyMatch(check -> check.state() == NodeReadiness.State.WRONG))
                .isPresent();
        return isHostWrong || standing.stream().anyMatch(alert -> alert.severity() == Alert.Severity.WARNING)
                ? ATTENTION
                : INSIDE;
    }

    private static boolean wasLate(MachineView machine, Instant now) {
        return machine.receipts().stream()
                .limit(1)
                .anyMatch(receipt -> receipt.outcome() != Outcome.ON_TIME
                        && receipt.startedAt().plus(LATE_IS_SHOWN).isAfter(now));
    }
}
