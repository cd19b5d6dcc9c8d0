package io.dbcpool.host.hosts;

import static io.dbcpool.host.hosts.WrongHosts.INTEL20;
import static io.dbcpool.host.hosts.WrongHosts.OTHER;
import static io.dbcpool.host.hosts.WrongHosts.UDP_HEAD;
import static io.dbcpool.host.hosts.WrongHosts.wrong;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Map;

/** One thing wrong in each, or at the edge of it, or said in another way: there an error in a check hides. */
final class BroadcastFaults {

    private BroadcastFaults() {}

    static List<RecordedHost> list() {
        return List.of(
                wrong(
                        "a canary unheard",
                        "ip(7); a firewall",
                        INTEL20,
                        answers -> answers.fields(Kind.CANARY, "55555", Map.of("state", "unheard")),
                        Map.of("broadcast-canary", State.WRONG)),
                wrong(
                        "a canary that cannot be sent",
                        "ip(7), seen without a default route",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.CANARY, "55555", Map.of("state", "unsent", "reason", "Network is unreachable")),
                        Map.of("broadcast-canary", State.WRONG)),
                wrong(
                        "a listener that does not share",
                        "socket(7), seen",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.CANARY, "55555", Map.of("state", "deaf", "reason", "Address already in use")),
                        Map.of("broadcast-port", State.WRONG, "broadcast-canary", State.CANNOT_TELL)),
                wrong(
                        "no canary",
                        "a container without a network",
                        INTEL20,
                        answers -> answers.unknown(Kind.CANARY, "55555", "no answer within 6 s"),
                        Map.of("broadcast-port", State.CANNOT_TELL, "broadcast-canary", State.CANNOT_TELL)),
                wrong(
                        "a broadcast 30 min ago to the second",
                        "TaskManager.cpp",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.SERVICE,
                                "http://127.0.0.1:8081/machines",
                                Map.of("0.machineId", RightHosts.MACHINE, "0.lastHeard.at", "2026-11-28T02:30:00Z")),
                        Map.of()),
                wrong(
                        "a broadcast a second earlier",
                        "TaskManager.cpp",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.SERVICE,
                                "http://127.0.0.1:8081/machines",
                                Map.of("0.machineId", RightHosts.MACHINE, "0.lastHeard.at", "2026-11-28T02:29:59Z")),
                        Map.of("broadcast-heard", State.WARNING)),
                wrong(
                        "no broadcast yet",
                        "TaskManager.cpp",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.SERVICE,
                                "http://127.0.0.1:8081/machines",
                                Map.of("0.machineId", RightHosts.MACHINE)),
                        Map.of("broadcast-heard", State.WARNING)),
                wrong(
                        "the pool is down",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.absent(Kind.SERVICE, "http://127.0.0.1:8081/machines")
                                .absent(Kind.SERVICE, "http://127.0.0.1:8082/machines"),
                        Map.of("broadcast-heard", State.CANNOT_TELL, "last-drill", State.CANNOT_TELL)),
                wrong(
                        "datagrams dropped",
                        "udp(7)",
                        INTEL20,
                        answers -> answers.file("/proc/net/udp", UDP_HEAD + RightHosts.udp(17)),
                        Map.of("broadcast-drops", State.WARNING)),
                wrong(
                        "little room",
                        "udp(7); Linux default of rmem_max",
                        INTEL20,
                        answers -> answers.file("/proc/sys/net/core/rmem_max", "212992\n"),
                        Map.of("broadcast-drops", State.WARNING)),
                wrong(
                        "no rmem_max",
                        "a network namespace of an older kernel",
                        INTEL20,
                        answers -> answers.absent(Kind.READ, "/proc/sys/net/core/rmem_max"),
                        Map.of("broadcast-drops", State.CANNOT_TELL)),
                wrong(
                        "rmem_max a byte too small",
                        "udp(7)",
                        INTEL20,
                        answers -> answers.file("/proc/sys/net/core/rmem_max", "16777215\n"),
                        Map.of("broadcast-drops", State.WARNING)),
                wrong(
                        "one datagram dropped",
                        "udp(7)",
                        INTEL20,
                        answers -> answers.file("/proc/net/udp", UDP_HEAD + RightHosts.udp(1)),
                        Map.of("broadcast-drops", State.WARNING)),
                wrong(
                        "another port's drops",
                        "udp(7)",
                        INTEL20,
                        answers -> answers.file(
                                "/proc/net/udp", UDP_HEAD + RightHosts.udp(9).replace(":D903 ", ":D904 ")),
                        Map.of()),
                wrong(
                        "a line of /proc/net/udp that is none",
                        "proc_net_udp",
                        INTEL20,
                        answers -> answers.file("/proc/net/udp", UDP_HEAD + "garbage\n" + RightHosts.udp(0)),
                        Map.of()),
                wrong(
                        "an agent of another machine",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.SERVICE, "http://127.0.0.1:8081/machines", Map.of("0.machineId", OTHER)),
                        Map.of("broadcast-heard", State.CANNOT_TELL)),
                wrong(
                        "an agent's second machine",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.SERVICE,
                                "http://127.0.0.1:8081/machines",
                                Map.of(
                                        "0.machineId",
                                        OTHER,
                                        "1.machineId",
                                        RightHosts.MACHINE,
                                        "1.lastHeard.at",
                                        "2026-11-28T02:50:00Z")),
                        Map.of()),
                wrong(
                        "an agent that names no time",
                        "dbc-pool",
                        INTEL20,
                        answers -> answers.fields(
                                Kind.SERVICE,
                                "http://127.0.0.1:8081/machines",
                                Map.of("0.machineId", RightHosts.MACHINE, "0.lastHeard.at", "lately")),
                        Map.of("broadcast-heard", State.CANNOT_TELL)));
    }
}
