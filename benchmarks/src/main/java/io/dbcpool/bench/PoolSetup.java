package io.dbcpool.bench;

import io.dbcpool.values.MachineId;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A pool of one machine.
 *
 * @param broadcastPort of the service that reads it; the two ports above are its relays'
 */
public record PoolSetup(MachineId machine, URI libvirt, String ownDomain, Duration soft, int broadcastPort) {

    static final String MACHINE_NAME = "bench-01";

    static final int RELAY_PORTS = 2;

    private static final int KEY_BYTES = 32;

    /** Of a machine that no other setup has, because what one watcher hears by Kafka another would hear as well. */
    public static PoolSetup of(URI libvirt, String ownDomain, Duration soft) {
        byte[] key = new byte[KEY_BYTES];
        ThreadLocalRandom.current().nextBytes(key);
        var machine = new MachineId(HexFormat.of().formatHex(key));
        return new PoolSetup(machine, libvirt, ownDomain, soft, Ports.findFree(1 + RELAY_PORTS));
    }

    PoolSetup withBroadcastPort(int port) {
        return new PoolSetup(machine, libvirt, ownDomain, soft, port);
    }

    /**
     * As an operator writes it, but for the hold-down: a release silences broadcasts for that long, and here each round
     * ends with a release and the next begins with a broadcast.
     */
    public String yaml(String bootstrapServers) {
        return """
                pool:
                  name: bench
                  state-dir: ./state
                  kafka: { bootstrap-servers: "%s" }
                  broadcast: { bind: "0.0.0.0:%d", canary: 127.255.255.255 }
                  watcher: { soft: %dms, hold-down: 0s }
                  machines:
                    - id: %s
                      name: %s
                      libvirt: %s
                      own-domains: [%s]
                """.formatted(
                bootstrapServers, broadcastPort, soft.toMillis(), machine.hex(), MACHINE_NAME, libvirt, ownDomain);
    }
}
