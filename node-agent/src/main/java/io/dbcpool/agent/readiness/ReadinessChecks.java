package io.dbcpool.agent.readiness;

import io.dbcpool.agent.machine.MachineState;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.NodeReadiness;
import java.time.Instant;
import java.util.List;

/** The whole list for one machine. */
public final class ReadinessChecks {

    private ReadinessChecks() {}

    public static NodeReadiness of(MachineState state, Instant now) {
        return new NodeReadiness(
                state.claims().machine().id(),
                EventCodec.micros(now),
                List.of(
                        HypervisorChecks.reachable(state),
                        DomainChecks.known(state),
                        DomainChecks.ownDomainsMatched(state),
                        DomainChecks.ownDomainsNotRenters(state),
                        ClockChecks.inStep(state),
                        ClockChecks.notStepped(state, now),
                        BroadcastChecks.listening(state),
                        BroadcastChecks.heard(state, now),
                        HypervisorChecks.pictureKept(state)));
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
