package io.dbcpool.host.setup;

import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.host.probe.Host;
import java.util.List;

/** Says of a check that a plan of ours would mend it, where one would. */
public final class Mending {

    private static final String BY_PLAN = "./pool setup plan, or by hand: ";

    private Mending() {}

    /** The same check, its fix beginning with the plan. A plan that would only wait for a reboot mends nothing. */
    public static Check of(Host host, Check check) {
        if (check.fix().isEmpty() || !isPlanned(host, check)) {
            return check;
        }
        return new Check(
                check.id(),
                check.step(),
                check.title(),
                check.state(),
                check.found(),
                check.wanted(),
                check.why(),
                BY_PLAN + check.fix(),
                check.source());
    }

    private static boolean isPlanned(Host host, Check check) {
        try {
            return !SetupPlan.of(host, List.of(check)).isEmpty();
        } catch (RuntimeException e) {
            // Garbage in a file that only a plan reads: what was found counts all the same, and no plan is promised.
            return false;
        }
    }
}
