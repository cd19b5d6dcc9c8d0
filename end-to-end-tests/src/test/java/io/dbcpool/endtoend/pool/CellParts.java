package io.dbcpool.endtoend.pool;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** What one service alone needs of a pool: a file, ports that nobody has, machines. */
public final class CellParts {

    private CellParts() {}

    /** @param httpPort where the service may answer */
    public record PoolFile(Path path, int broadcastPort, int httpPort) {}

    public static PoolFile poolFile(Path folder, String bootstrapServers, List<Seat> seats) throws IOException {
        var text = PoolFileText.of(bootstrapServers, seats);
        return new PoolFile(text.writeTo(folder), text.broadcastPort(), FreePorts.ofOne());
    }

    public static List<Seat> seats(int count, URI libvirt) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> Seat.of(number, libvirt))
                .toList();
    }
}
