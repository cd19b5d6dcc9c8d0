package io.dbcpool.agent.readiness;

import io.dbcpool.agent.machine.MachineState;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.NodeReadiness.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The whole list for one machine. */
public final class ReadinessChecks {

    private ReadinessChecks() {}

    public static NodeReadiness of(MachineState state, Instant now) {
        return new NodeReadiness(state.claims().machine().id(), EventCodec.micros(now), list(state, now));
    }

    /** What the agent sees all the time, and then the host's list; what both know the agent knows better. */
    private static List<Check> list(MachineState state, Instant now) {
        var checks = new ArrayList<>(List.of(
                HypervisorChecks.reachable(state),
                DomainChecks.known(state),
                DomainChecks.ownDomainsMatched(state),
                DomainChecks.ownDomainsNotRenters(state),
                ClockChecks.inStep(state),
                ClockChecks.notStepped(state, now),
                BroadcastChecks.listening(state),
                BroadcastChecks.heard(state, now),
                HypervisorChecks.pictureKept(state)));
        var known = checks.stream().map(Check::id).collect(Collectors.toSet());
        HostList.of(state).stream().filter(check -> !known.contains(check.id())).forEach(checks::add);
        return checks;
    }

    /** Whether they say the same, times and wording aside. */
    public static boolean sameStates(NodeReadiness one, NodeReadiness other) {
        return states(one).equals(states(other));
    }

    private static List<String> states(NodeReadiness readiness) {
        return readiness.checks().stream()
                .map(check -> check.id() + "=" + check.state())
                .toList();
    }
}
