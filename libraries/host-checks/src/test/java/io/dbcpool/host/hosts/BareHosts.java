package io.dbcpool.host.hosts;

import static io.dbcpool.host.hosts.WrongHosts.INTEL20;
import static io.dbcpool.host.hosts.WrongHosts.scoped;

import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Right hosts of which nobody says what they are looked at for: without a pool.yaml, or with one that says less. */
final class BareHosts {

    private BareHosts() {}

    static List<RecordedHost> list() {
        return List.of(
                scoped("no pool.yaml", INTEL20, Scope.bare(RightHosts.NOW, true), withoutPoolFile()),
                scoped(
                        "a pool.yaml without client nodes and endpoints",
                        INTEL20,
                        saying(List.of("owner-vm-1"), List.of(), List.of()),
                        Map.of("visible", State.CANNOT_TELL, "on-chain", State.CANNOT_TELL)),
                scoped(
                        "a pool.yaml with one client node",
                        INTEL20,
                        saying(List.of("owner-vm-1"), List.of(RightHosts.CLIENT_1), List.of(RightHosts.CHAIN)),
                        Map.of("visible", State.WARNING)),
                scoped(
                        "a chain endpoint that does not answer before one that does",
                        INTEL20,
                        saying(
                                List.of("owner-vm-1"),
                                List.of(RightHosts.CLIENT_1, RightHosts.CLIENT_2),
                                List.of("wss://away.example", RightHosts.CHAIN)),
                        Map.of()),
                scoped(
                        "a pool.yaml that claims no VM",
                        INTEL20,
                        saying(List.of(), List.of(RightHosts.CLIENT_1, RightHosts.CLIENT_2), List.of(RightHosts.CHAIN)),
                        Map.of(
                                "domains-known", State.WARNING,
                                "own-domains-autostart", State.CANNOT_TELL,
                                "own-domains-balloon", State.CANNOT_TELL,
                                "own-domains-devices", State.CANNOT_TELL,
                                "own-domains-agent", State.CANNOT_TELL)),
                scoped(
                        "a pool.yaml that claims a VM by its UUID",
                        INTEL20,
                        saying(
                                List.of(RightHosts.OWN),
                                List.of(RightHosts.CLIENT_1, RightHosts.CLIENT_2),
                                List.of(RightHosts.CHAIN)),
                        Map.of()));
    }

    private static Map<String, State> withoutPoolFile() {
        var differs = new TreeMap<String, State>();
        List.of(
                        "visible",
                        "on-chain",
                        "key-backed-up",
                        "gpu-tests-passed",
                        "broadcast-heard",
                        "last-drill",
                        "disk-fsync",
                        "kafka-topics",
                        "own-domains-autostart",
                        "own-domains-balloon",
                        "own-domains-devices",
                        "own-domains-agent")
                .forEach(id -> differs.put(id, State.CANNOT_TELL));
        differs.put("domains-known", State.WARNING);
        return differs;
    }

    private static Scope saying(List<String> ownDomains, List<String> clientNodes, List<String> chainEndpoints) {
        Scope right = RightHosts.scope();
        return new Scope(
                right.at(),
                right.root(),
                right.container(),
                right.machineId(),
                right.libvirt(),
                right.installDir(),
                clientNodes,
                ownDomains,
                right.stateDir(),
                right.broadcastPort(),
                Optional.of("127.0.0.1:9092"),
                chainEndpoints,
                right.agent(),
                right.watcher());
    }
}
