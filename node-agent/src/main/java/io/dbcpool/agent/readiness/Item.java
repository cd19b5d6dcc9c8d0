package io.dbcpool.agent.readiness;

import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.events.NodeReadiness.State;

/** An item of the list, before it is known what was found. */
record Item(String id, String title, String wanted, String why) {

    Check ok(String found) {
        return check(State.OK, found, "");
    }

    Check warning(String found, String fix) {
        return check(State.WARNING, found, fix);
    }

    Check wrong(String found, String fix) {
        return check(State.WRONG, found, fix);
    }

    Check cannotTell(String found, String fix) {
        return check(State.CANNOT_TELL, found, fix);
    }

    private Check check(State state, String found, String fix) {
        return new Check(id, "ours", title, state, found, wanted, why, fix, "dbc-pool");
    }
}
