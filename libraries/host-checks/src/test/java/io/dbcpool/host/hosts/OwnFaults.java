package io.dbcpool.host.hosts;

import static io.dbcpool.host.hosts.WrongHosts.INTEL20;
import static io.dbcpool.host.hosts.WrongHosts.OWN;
import static io.dbcpool.host.hosts.WrongHosts.own;
import static io.dbcpool.host.hosts.WrongHosts.wrong;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.Question.Kind;
import io.dbcpool.host.probe.Scope;
import java.util.List;
import java.util.Map;

/** One thing wrong in each, or at the edge of it, or said in another way: there an error in a check hides. */
final class OwnFaults {

    private OwnFaults() {}

    static List<RecordedHost> list() {
        return List.of(
                wrong(
                        "an own domain with a renter's filter",
                        "vm_client.cpp",
                        INTEL20,
                        answers -> answers.fields(Kind.DOMAIN, OWN, own("nwfilters", "owner-vm-1")),
                        Map.of(
                                "own-domains-named",
                                State.WRONG,
                                "own-domains-autostart",
                                State.CANNOT_TELL,
                                "own-domains-balloon",
                                State.CANNOT_TELL,
                                "own-domains-devices",
                                State.CANNOT_TELL,
                                "own-domains-agent",
                                State.CANNOT_TELL)),
                wrong(
                        "an own domain that is not there",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.names(Kind.LIBVIRT, Scope.NODE_LIBVIRT),
                        Map.of(
                                "own-domains-named",
                                State.WARNING,
                                "own-domains-autostart",
                                State.CANNOT_TELL,
                                "own-domains-balloon",
                                State.CANNOT_TELL,
                                "own-domains-devices",
                                State.CANNOT_TELL,
                                "own-domains-agent",
                                State.CANNOT_TELL)),
                wrong(
                        "a stranger that runs",
                        "node_request_service.cpp",
                        INTEL20,
                        answers -> answers.names(
                                        Kind.LIBVIRT,
                                        Scope.NODE_LIBVIRT,
                                        RightHosts.OWN + " active owner-vm-1",
                                        "b1d6b3d4-6a0c-4f5c-a1ce-3a1a0d6f2e72 active router")
                                .fields(
                                        Kind.DOMAIN,
                                        Scope.NODE_LIBVIRT + " b1d6b3d4-6a0c-4f5c-a1ce-3a1a0d6f2e72",
                                        Map.of("name", "router", "active", "yes")),
                        Map.of("domains-known", State.WARNING)),
                wrong(
                        "a stranger that is off",
                        "node_request_service.cpp",
                        INTEL20,
                        answers -> answers.names(
                                        Kind.LIBVIRT,
                                        Scope.NODE_LIBVIRT,
                                        RightHosts.OWN + " active owner-vm-1",
                                        "b1d6b3d4-6a0c-4f5c-a1ce-3a1a0d6f2e72 off router")
                                .fields(
                                        Kind.DOMAIN,
                                        Scope.NODE_LIBVIRT + " b1d6b3d4-6a0c-4f5c-a1ce-3a1a0d6f2e72",
                                        Map.of("name", "router", "active", "no")),
                        Map.of()),
                wrong(
                        "autostart",
                        "libvirt docs",
                        INTEL20,
                        answers -> answers.fields(Kind.DOMAIN, OWN, own("autostart", "yes")),
                        Map.of("own-domains-autostart", State.WRONG)),
                wrong(
                        "a balloon",
                        "libvirt docs",
                        INTEL20,
                        answers -> answers.fields(Kind.DOMAIN, OWN, own("balloon", "yes")),
                        Map.of("own-domains-balloon", State.WARNING)),
                wrong(
                        "hugepages",
                        "hugetlbpage",
                        INTEL20,
                        answers -> answers.file("/proc/meminfo", "HugePages_Total:    1024\n"),
                        Map.of("own-domains-hugepages", State.WARNING)),
                wrong(
                        "a truncated /proc/meminfo",
                        "proc(5)",
                        INTEL20,
                        answers -> answers.file("/proc/meminfo", "MemTotal:       263"),
                        Map.of("own-domains-hugepages", State.CANNOT_TELL)),
                wrong(
                        "a device that is not there",
                        "libvirt docs",
                        INTEL20,
                        answers -> answers.fields(Kind.DOMAIN, OWN, own("hostDevices", "0000:99:00.0")),
                        Map.of("own-domains-devices", State.WRONG)),
                wrong(
                        "a device not managed",
                        "libvirt docs",
                        INTEL20,
                        answers -> answers.fields(Kind.DOMAIN, OWN, own("managed", "no")),
                        Map.of("own-domains-devices", State.WRONG)),
                wrong(
                        "no channel for an agent",
                        "libvirt docs",
                        INTEL20,
                        answers -> answers.fields(Kind.DOMAIN, OWN, own("agent", "none")),
                        Map.of("own-domains-agent", State.WARNING)),
                wrong(
                        "an agent that does not answer",
                        "libvirt docs",
                        INTEL20,
                        answers -> answers.fields(Kind.DOMAIN, OWN, own("agent", "disconnected")),
                        Map.of("own-domains-agent", State.WARNING)),
                wrong(
                        "an agent of a VM that is off",
                        "libvirt docs",
                        INTEL20,
                        answers -> answers.fields(Kind.DOMAIN, OWN, own("agent", "unknown", "active", "no")),
                        Map.of()),
                wrong(
                        "a definition that cannot be had",
                        "libvirt, a domain that is being ended",
                        INTEL20,
                        answers -> answers.unknown(Kind.DOMAIN, OWN, "no answer within 6 s"),
                        Map.of(
                                "own-domains-named",
                                State.CANNOT_TELL,
                                "domains-known",
                                State.CANNOT_TELL,
                                "own-domains-autostart",
                                State.CANNOT_TELL,
                                "own-domains-balloon",
                                State.CANNOT_TELL,
                                "own-domains-devices",
                                State.CANNOT_TELL,
                                "own-domains-agent",
                                State.CANNOT_TELL)),
                wrong(
                        "a device without managed, and no devices",
                        "libvirt docs",
                        INTEL20,
                        answers -> answers.fields(Kind.DOMAIN, OWN, own("managed", "no", "hostDevices", "")),
                        Map.of()),
                wrong(
                        "a verifier's VM",
                        "TaskManager.cpp",
                        INTEL20,
                        answers -> answers.names(
                                        Kind.LIBVIRT,
                                        Scope.NODE_LIBVIRT,
                                        RightHosts.OWN + " active owner-vm-1",
                                        "b1d6b3d4-6a0c-4f5c-a1ce-3a1a0d6f2e72 active vm_check_1700000000")
                                .fields(
                                        Kind.DOMAIN,
                                        Scope.NODE_LIBVIRT + " b1d6b3d4-6a0c-4f5c-a1ce-3a1a0d6f2e72",
                                        Map.of("name", "vm_check_1700000000", "active", "yes")),
                        Map.of()));
    }
}
