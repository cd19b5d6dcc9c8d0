package io.dbcpool.host.hosts;

import static io.dbcpool.host.hosts.WrongHosts.CHAIN;
import static io.dbcpool.host.hosts.WrongHosts.INTEL20;
import static io.dbcpool.host.hosts.WrongHosts.OTHER;
import static io.dbcpool.host.hosts.WrongHosts.wrong;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.Question.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One thing wrong in each, or at the edge of it, or said in another way: there an error in a check hides. */
final class NetworkFaults {

    private NetworkFaults() {}

    static List<RecordedHost> list() {
        return List.of(
                wrong(
                        "seen by one of two",
                        "guide, step N",
                        INTEL20,
                        answers -> answers.names(Kind.CLIENT_NODE, RightHosts.CLIENT_2),
                        Map.of("visible", State.WARNING)),
                wrong(
                        "seen by one, the other answers 100 MB",
                        "rest_api_service.cpp",
                        INTEL20,
                        answers -> answers.unknown(
                                Kind.CLIENT_NODE, RightHosts.CLIENT_2, "its answer is longer than 4 MiB"),
                        Map.of("visible", State.WARNING)),
                wrong(
                        "seen by none",
                        "guide, step N",
                        INTEL20,
                        answers -> answers.names(Kind.CLIENT_NODE, RightHosts.CLIENT_1)
                                .names(Kind.CLIENT_NODE, RightHosts.CLIENT_2, OTHER),
                        Map.of("visible", State.WRONG)),
                wrong(
                        "no client node answers",
                        "guide, step N",
                        INTEL20,
                        answers -> answers.unknown(Kind.CLIENT_NODE, RightHosts.CLIENT_1, "Connection refused")
                                .unknown(Kind.CLIENT_NODE, RightHosts.CLIENT_2, "its answer does not end"),
                        Map.of("visible", State.CANNOT_TELL)),
                wrong(
                        "rented",
                        "machine_type.rs",
                        INTEL20,
                        answers -> answers.fields(Kind.CHAIN, CHAIN, Map.of("status", "rented")),
                        Map.of()),
                wrong(
                        "reported offline",
                        "machine_type.rs",
                        INTEL20,
                        answers -> answers.fields(Kind.CHAIN, CHAIN, Map.of("status", "stakerReportOffline")),
                        Map.of("on-chain", State.WRONG)),
                wrong(
                        "refused by the committee",
                        "machine_type.rs",
                        INTEL20,
                        answers -> answers.fields(Kind.CHAIN, CHAIN, Map.of("status", "committeeRefused")),
                        Map.of("on-chain", State.WARNING)),
                wrong(
                        "being verified",
                        "machine_type.rs",
                        INTEL20,
                        answers -> answers.fields(Kind.CHAIN, CHAIN, Map.of("status", "committeeVerifying")),
                        Map.of("on-chain", State.WARNING)),
                wrong(
                        "never bonded",
                        "online-profile rpc",
                        INTEL20,
                        answers -> answers.absent(Kind.CHAIN, CHAIN),
                        Map.of("on-chain", State.WRONG)),
                wrong(
                        "no chain node answers",
                        "online-profile rpc",
                        INTEL20,
                        answers -> answers.unknown(Kind.CHAIN, CHAIN, "no answer within 5 s"),
                        Map.of("on-chain", State.CANNOT_TELL)),
                wrong(
                        "seen under an id in capitals",
                        "rest_api_service.cpp",
                        INTEL20,
                        answers -> answers.names(
                                Kind.CLIENT_NODE, RightHosts.CLIENT_1, RightHosts.MACHINE.toUpperCase(Locale.ROOT)),
                        Map.of()),
                wrong(
                        "a client node that is not one",
                        "rest_api_service.cpp",
                        INTEL20,
                        answers -> answers.absent(Kind.CLIENT_NODE, RightHosts.CLIENT_1),
                        Map.of("visible", State.WARNING)),
                wrong(
                        "on chain reporterReportOffline",
                        "machine_type.rs",
                        INTEL20,
                        answers -> answers.fields(Kind.CHAIN, CHAIN, Map.of("status", "reporterReportOffline")),
                        Map.of("on-chain", State.WRONG)),
                wrong(
                        "on chain waitingFulfill",
                        "machine_type.rs",
                        INTEL20,
                        answers -> answers.fields(Kind.CHAIN, CHAIN, Map.of("status", "waitingFulfill")),
                        Map.of("on-chain", State.WARNING)),
                wrong(
                        "on chain exit",
                        "machine_type.rs",
                        INTEL20,
                        answers -> answers.fields(Kind.CHAIN, CHAIN, Map.of("status", "exit")),
                        Map.of("on-chain", State.WARNING)));
    }
}
