package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.Question.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Steps N and O. */
final class NetworkChecks {

    /** The guide recommends two client nodes for a pool; through one alone a fault of its own looks like ours. */
    private static final int ENOUGH_CLIENTS = 2;

    private NetworkChecks() {}

    static List<HostCheck> list() {
        return List.of(
                new HostCheck(
                        "visible",
                        Step.N,
                        "the machine is seen in the DBC network",
                        "its id in /api/v1/mining_nodes of at least two client nodes (node: client-nodes of pool.yaml)",
                        "a machine that clients do not see cannot be used by whoever rents it, and is reported",
                        "guide, step N; DBC node rest_api_service.cpp",
                        NetworkChecks::visible),
                new HostCheck(
                        "on-chain",
                        Step.O,
                        "the machine is on chain, and well",
                        "status Online or Rented",
                        "a machine that is reported offline costs stake by the hour; one that is not online earns nothing",
                        "pallets/online-profile; guide, step O",
                        NetworkChecks::onChain));
    }

    private static String machine(Host host) {
        return host.scope()
                .machineId()
                .orElseThrow(() -> new CannotTell("without a pool.yaml nobody knows the machine's id"));
    }

    private static Finding visible(Host host) {
        String machine = machine(host);
        var clients = host.scope().clientNodes();
        if (clients.isEmpty()) {
            return Finding.cannotTell("pool.yaml names no client node", "list two under node: client-nodes");
        }
        var sees = new ArrayList<String>();
        var blind = new ArrayList<String>();
        var silent = new ArrayList<String>();
        for (String client : clients) {
            try {
                var seen = host.findNames(Kind.CLIENT_NODE, client).orElse(List.of());
                boolean found =
                        seen.stream().anyMatch(id -> id.toLowerCase(Locale.ROOT).equals(machine));
                (found ? sees : blind).add(client);
            } catch (CannotTell e) {
                silent.add(e.reason());
            }
        }
        String found = "seen by %d, not by %d, no answer from %d of %d"
                .formatted(sees.size(), blind.size(), silent.size(), clients.size());
        if (sees.size() >= ENOUGH_CLIENTS) {
            return Finding.ok(found);
        }
        if (!sees.isEmpty()) {
            return Finding.warning(
                    found + first(blind, silent), "list another client node that works, under node: client-nodes");
        }
        return blind.isEmpty()
                ? Finding.cannotTell(found + first(blind, silent), "see that the client nodes run")
                : Finding.wrong(
                        found + first(blind, silent),
                        "wait a minute after the node's start; then see dbc-running, dbc-ports and key-fits-id");
    }

    private static String first(List<String> blind, List<String> silent) {
        if (!silent.isEmpty()) {
            return " (" + silent.get(0) + ")";
        }
        return blind.isEmpty() ? "" : " (not by " + blind.get(0) + ")";
    }

    private static Finding onChain(Host host) {
        String machine = machine(host);
        if (host.scope().chainEndpoints().isEmpty()) {
            return Finding.cannotTell("pool.yaml names no chain endpoint", "list two under chain: endpoints");
        }
        var reasons = new ArrayList<String>();
        for (String endpoint : host.scope().chainEndpoints()) {
            try {
                var state = host.findFields(Kind.CHAIN, endpoint + " " + machine);
                return state.map(NetworkChecks::state)
                        .orElseGet(() -> Finding.wrong(
                                "the chain knows no machine of this id", "bond it (guide, step O; ./pool help)"));
            } catch (CannotTell e) {
                reasons.add(e.reason());
            }
        }
        return Finding.cannotTell(reasons.get(0), "see that a chain endpoint of pool.yaml answers");
    }

    private static Finding state(Map<String, String> fields) {
        String status = fields.getOrDefault("status", "?");
        return switch (status) {
            case "online", "rented" -> Finding.ok(status);
            case "stakerReportOffline", "reporterReportOffline" ->
                Finding.wrong(status, "put right what is wrong and report it online; each hour costs more");
            case "committeeRefused", "waitingFulfill", "exit" ->
                Finding.warning(status, "see the bonding of this machine");
            default -> Finding.warning(status, "the machine is not online yet; see its bonding");
        };
    }
}
