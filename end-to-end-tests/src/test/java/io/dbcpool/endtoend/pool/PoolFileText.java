package io.dbcpool.endtoend.pool;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A {@code pool.yaml}, as its operator would write it. All that it does not name has its default. */
public record PoolFileText(String bootstrapServers, int broadcastPort, List<Seat> seats, Optional<URI> traces) {

    public PoolFileText {
        seats = List.copyOf(seats);
    }

    public static PoolFileText of(String bootstrapServers, List<Seat> seats) {
        return new PoolFileText(bootstrapServers, FreePorts.ofBroadcasts(), seats, Optional.empty());
    }

    /** The same, with a collector to which the console sends traces. */
    public PoolFileText withTraces(URI endpoint) {
        return new PoolFileText(bootstrapServers, broadcastPort, seats, Optional.of(endpoint));
    }

    Path writeTo(Path folder) throws IOException {
        var text = new StringBuilder("""
            pool:
              name: end-to-end
              state-dir: ./state
              kafka: { bootstrap-servers: "%s" }
              broadcast: { bind: "0.0.0.0:%d", canary: 127.255.255.255 }
              watcher: { hold-down: 3s }
            """.formatted(bootstrapServers, broadcastPort));
        traces.ifPresent(endpoint -> text.append("  traces: { endpoint: \"%s\" }%n".formatted(endpoint)));
        text.append("  machines:%n".formatted());
        seats.forEach(seat -> text.append("    - { id: %s, name: %s, libvirt: \"%s\", own-domains: [%s] }%n"
                .formatted(seat.id(), seat.name(), seat.libvirt(), String.join(", ", seat.ownDomains()))));
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve("pool.yaml"), text);
    }
}
