package io.dbcpool.agent.readiness;

import io.dbcpool.agent.machine.MachineState;
import io.dbcpool.agent.machine.Observation.HostExamined;
import io.dbcpool.configuration.Locality;
import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.host.check.CheckList;
import io.dbcpool.host.check.Finding;
import java.util.List;

/**
 * The checks of {@code ./pool doctor}, as they were last gone through. A host elsewhere is its own agent's to check.
 */
final class HostList {

    private HostList() {}

    static List<Check> of(MachineState state) {
        if (!Locality.isLocal(state.claims().machine().libvirt())) {
            return List.of();
        }
        return state.host().examined().map(HostExamined::checks).orElseGet(HostList::notYet);
    }

    private static List<Check> notYet() {
        return CheckList.all().stream()
                .map(check -> check.item(Finding.cannotTell("not looked at yet", "wait for the first look")))
                .toList();
    }
}
