package io.dbcpool.watcher.vacate;

import java.util.List;

/** The outcome of one observation: the state to keep and the actions to take, in this order. */
public record Step(VacateState next, List<Action> actions) {

    public Step {
        actions = List.copyOf(actions);
    }

    static Step stay(VacateState state) {
        return new Step(state, List.of());
    }

    static Step to(VacateState next, Action... actions) {
        return new Step(next, List.of(actions));
    }
}
