package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.Question.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether this host hears what its DBC node says. */
final class BroadcastPathChecks {

    /** Two periods of the DBC node's slowest timer, 900 s ({@code check_vm_expiration_timer_frequency}). */
    private static final Duration SILENT = Duration.ofMinutes(30);

    /** Room for a tenth of a second of the heaviest flood that was measured. */
    private static final long ENOUGH_BUFFER = 16L << 20;

    private BroadcastPathChecks() {}

    static List<HostCheck> list() {
        return List.of(
                new HostCheck(
                        "broadcast-canary",
                        Step.OURS,
                        "a broadcast of this host reaches a socket on this host",
                        "a datagram of ours to 255.255.255.255 and the broadcast port, heard within 2 s",
                        "a rental that the DBC node tells by broadcast is not heard: the owner's VM stays on",
                        "dbc-pool; ip(7); DBC node TaskManager.cpp",
                        BroadcastPathChecks::canary),
                new HostCheck(
                        "broadcast-port",
                        Step.OURS,
                        "the broadcast port can be shared",
                        "no socket on the port that was opened without SO_REUSEADDR",
                        "ours cannot listen there, and hears nothing",
                        "dbc-pool; socket(7)",
                        BroadcastPathChecks::port),
                new HostCheck(
                        "broadcast-heard",
                        Step.OURS,
                        "the DBC node's broadcasts are heard",
                        "one within 30 min, by the node-agent",
                        "silence is not free: a rental may go unheard",
                        "dbc-pool; DBC node TaskManager.cpp (timer of 300 to 900 s)",
                        BroadcastPathChecks::heard),
                new HostCheck(
                        "broadcast-drops",
                        Step.OURS,
                        "no broadcast is dropped for want of room",
                        "no drops at sockets on the port; net.core.rmem_max at least 16 MiB",
                        "in a flood the one datagram that counts may be among those that are dropped",
                        "dbc-pool (measured: 10,000 datagrams in 4 MiB, a tenth of a second of a flood); udp(7)",
                        BroadcastPathChecks::drops));
    }

    private static Map<String, String> askCanary(Host host) {
        return host.findFields(Kind.CANARY, String.valueOf(host.scope().broadcastPort()))
                .orElseThrow(() -> new CannotTell("no canary was sent"));
    }

    private static Finding canary(Host host) {
        var canary = askCanary(host);
        return switch (canary.getOrDefault("state", "?")) {
            case "heard" ->
                Finding.ok("heard after %s ms, from %s on %s"
                        .formatted(
                                canary.get("millis"),
                                canary.getOrDefault("from", "?"),
                                canary.getOrDefault("interface", "?")));
            case "unsent" ->
                Finding.wrong(
                        "it could not be sent: " + canary.getOrDefault("reason", "?"),
                        "give the host a default route; in a container, use the host's network");
            case "deaf" ->
                throw new CannotTell("no socket could be opened: %s; see broadcast-port"
                        .formatted(canary.getOrDefault("reason", "?")));
            default ->
                Finding.wrong(
                        "sent, and not heard within 2 s",
                        "let UDP port %d in (firewall); in a container, use the host's network"
                                .formatted(host.scope().broadcastPort()));
        };
    }

    private static Finding port(Host host) {
        var canary = askCanary(host);
        int port = host.scope().broadcastPort();
        int sockets = Listeners.udp(host, port).size();
        return canary.getOrDefault("state", "?").equals("deaf")
                ? Finding.wrong(
                        canary.getOrDefault("reason", "?"),
                        "see who holds it, with `ss -lunp sport = :%d`, and end that".formatted(port))
                : Finding.ok("%d socket%s on port %d, and one more could be opened"
                        .formatted(sockets, sockets == 1 ? "" : "s", port));
    }

    private static Finding heard(Host host) {
        String machine = host.scope()
                .machineId()
                .orElseThrow(() -> new CannotTell("without a pool.yaml nobody knows the machine's id"));
        String agent = host.scope().agent().orElseThrow(() -> new CannotTell("no node-agent of ours runs here"));
        var seen = host.findFields(Kind.SERVICE, agent + "/machines")
                .orElseThrow(() -> new CannotTell("the node-agent does not answer; is the pool up?"));
        for (int i = 0; seen.containsKey(i + ".machineId"); i++) {
            if (machine.equals(seen.get(i + ".machineId"))) {
                return heard(seen.get(i + ".lastHeard.at"), seen.getOrDefault(i + ".lastHeard.sender", "?"), host);
            }
        }
        throw new CannotTell("the node-agent here does not watch this machine");
    }

    private static Finding heard(@Nullable String at, String sender, Host host) {
        if (at == null) {
            return Finding.warning(
                    "none since the node-agent started", "wait for 30 min; then see that the DBC node runs");
        }
        try {
            String found = "from %s at %s".formatted(sender, at);
            boolean fresh =
                    Duration.between(Instant.parse(at), host.scope().at()).compareTo(SILENT) <= 0;
            return fresh
                    ? Finding.ok(found)
                    : Finding.warning("the last " + found, "see dbc-running and broadcast-canary");
        } catch (DateTimeParseException e) {
            throw new CannotTell("the node-agent names a time that is none: " + at);
        }
    }

    private static Finding drops(Host host) {
        var sockets = Listeners.udp(host, host.scope().broadcastPort());
        long drops = sockets.stream().mapToLong(Listeners::drops).sum();
        long room = Long.parseLong(host.findFile("/proc/sys/net/core/rmem_max")
                .orElseThrow(() -> new CannotTell("there is no /proc/sys/net/core/rmem_max"))
                .strip());
        String found = "%d dropped at %d socket%s; rmem_max %d"
                .formatted(drops, sockets.size(), sockets.size() == 1 ? "" : "s", room);
        if (drops > 0) {
            return Finding.warning(found, "find out who floods the port; sysctl -w net.core.rmem_max=16777216");
        }
        return room >= ENOUGH_BUFFER
                ? Finding.ok(found)
                : Finding.warning(found, "sysctl -w net.core.rmem_max=16777216, and keep it in /etc/sysctl.d");
    }
}
