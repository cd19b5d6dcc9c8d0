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
        for (VacateStep step : steps) {
            state = after(state, step);
        }
        return state;
    }

    private static VacateState after(VacateState state, VacateStep step) {
        return switch (step.name()) {
            case "ask" -> applied(state, Force.ASK, step);
            case "term" -> applied(state, Force.TERMINATE, step);
            case "kill" -> applied(state, Force.KILL, step);
            case "near-miss" -> raised(state, Alarm.NEAR_MISS);
            case "breach" -> raised(state, Alarm.BREACH);
            case "collateral" -> raised(state, Alarm.COLLATERAL);
            case "given-up" -> raised(state, Alarm.GIVEN_UP);
            case "released" -> new Released(state.applied(), state.alarm());
            default -> state;
        };
    }

    private static VacateState applied(VacateState state, Force force, VacateStep step) {
        return new Stopping(force, Duration.ofMillis(step.atMillis()), state.alarm());
    }

    private static VacateState raised(VacateState state, Alarm alarm) {
        return state instanceof Stopping stopping ? new Stopping(stopping.force(), stopping.appliedAt(), alarm) : state;
    }
}
