package io.dbcpool.watcher.guard;

import io.dbcpool.events.VacateStep;
import io.dbcpool.watcher.vacate.Alarm;
import io.dbcpool.watcher.vacate.Force;
import io.dbcpool.watcher.vacate.VacateState;
import io.dbcpool.watcher.vacate.VacateState.Begun;
import io.dbcpool.watcher.vacate.VacateState.Released;
import io.dbcpool.watcher.vacate.VacateState.Stopping;
import java.time.Duration;
import java.util.List;

/** Where a vacate stood, from the steps that were written down before the watcher was killed. */
final class StateFromSteps {

    private StateFromSteps() {}

    static VacateState read(List<VacateStep> steps) {
        VacateState state = new Begun();
        var alarm = Alarm.NONE; // it may be raised of one to which nothing was done
        for (VacateStep step : steps) {
            alarm = worse(alarm, step);
            state = after(state, alarm, step);
        }
        return state;
    }

    /** The worst that was raised in these steps. */
    static Alarm readAlarm(List<VacateStep> steps) {
        var alarm = Alarm.NONE;
        for (VacateStep step : steps) {
            alarm = worse(alarm, step);
        }
        return alarm;
    }

    private static VacateState after(VacateState state, Alarm alarm, VacateStep step) {
        return switch (step.name()) {
            case "ask" -> applied(alarm, Force.ASK, step);
            case "term" -> applied(alarm, Force.TERMINATE, step);
            case "kill" -> applied(alarm, Force.KILL, step);
            case "released" -> new Released(state.applied(), alarm);
            default ->
                state instanceof Stopping stopping
                        ? new Stopping(stopping.force(), stopping.appliedAt(), alarm)
                        : state;
        };
    }

    private static VacateState applied(Alarm alarm, Force force, VacateStep step) {
        return new Stopping(force, Duration.ofMillis(step.atMillis()), alarm);
    }

    private static Alarm worse(Alarm alarm, VacateStep step) {
        return switch (step.name()) {
            case "near-miss" -> Alarm.NEAR_MISS;
            case "breach" -> Alarm.BREACH;
            case "collateral" -> Alarm.COLLATERAL;
            case "given-up" -> Alarm.GIVEN_UP;
            default -> alarm;
        };
    }
}
