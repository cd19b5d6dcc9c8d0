package io.dbcpool.bench.chain;

import io.dbcpool.bench.Ground;
import io.dbcpool.bench.Ports;
import io.dbcpool.values.MachineId;
import java.net.URI;
import java.util.List;

/** The file of a pool that follows a chain, and holds a machine for free as soon as the finalized chain says so. */
final class PoolText {

    private PoolText() {}

    /** @param more what each machine has besides, {@code %d} being its number */
    static String of(Ground ground, URI node, List<MachineId> machines, String more) {
        var text = new StringBuilder("""
                pool:
                  name: bench
                  state-dir: ./state
                  kafka: { bootstrap-servers: "%s" }
                  broadcast: { bind: "127.0.0.1:%d", canary: "off" }
                  chain: { endpoints: ["%s"] }
                  watcher: { hold-down: 0s }
                  machines:
                """.formatted(ground.bootstrapServers(), Ports.findFree(3), node));
        for (int i = 0; i < machines.size(); i++) {
            text.append("    - { id: %s, name: bench-%d%s }%n"
                    .formatted(machines.get(i), i, more.isEmpty() ? "" : ", " + more.formatted(i)));
        }
        return text.toString();
    }
}
