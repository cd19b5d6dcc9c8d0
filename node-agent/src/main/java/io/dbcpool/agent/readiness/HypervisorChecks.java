package io.dbcpool.agent.readiness;

import io.dbcpool.agent.machine.HypervisorLink.Away;
import io.dbcpool.agent.machine.HypervisorLink.Up;
import io.dbcpool.agent.machine.MachineState;
import io.dbcpool.events.NodeReadiness.Check;

final class HypervisorChecks {

    private static final Item REACHABLE = new Item(
            "libvirt-reachable",
            "libvirt answers",
            "an answer to the list of domains",
            "without it nobody sees a renter's domain start, and the owner's cannot be asked to power off");

    private static final Item PICTURE_KEPT = new Item(
            "picture-kept",
            "the last picture is kept on disk",
            "a state folder that can be written",
            "after a restart what changed meanwhile is told again, or not at all");

    private HypervisorChecks() {}

    static Check reachable(MachineState state) {
        var uri = state.claims().machine().libvirt();
        if (state.link() instanceof Up up) {
            return REACHABLE.ok("%s answers since %s".formatted(uri, up.since()));
        }
        if (state.link() instanceof Away away) {
            return REACHABLE.wrong(
                    "%s does not answer since %s: %s".formatted(uri, away.since(), away.reason()),
                    "see that libvirtd runs on that host and listens where the URI says; `virsh -c %s list` tries it"
                            .formatted(uri));
        }
        return REACHABLE.cannotTell("%s was not asked yet".formatted(uri), "wait for the first answer");
    }

    static Check pictureKept(MachineState state) {
        return state.pictureLost()
                .map(reason -> PICTURE_KEPT.wrong(reason, "make room, or give the service's user its state folder"))
                .orElseGet(() -> PICTURE_KEPT.ok("kept"));
    }
}
