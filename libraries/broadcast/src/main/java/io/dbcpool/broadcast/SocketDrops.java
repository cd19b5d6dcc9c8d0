package io.dbcpool.broadcast;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Counts the datagrams that the kernel dropped because this process did not take them off its sockets in time, from the
 * last column of {@code /proc/net/udp}. Linux only; elsewhere it stays at zero.
 */
public final class SocketDrops {

    private final Path proc;
    private final Map<Long, Long> lastOfInode = new HashMap<>();
    private long total;

    public SocketDrops() {
        this(Path.of("/proc"));
    }

    SocketDrops(Path proc) {
        this.proc = proc;
    }

    /** How many so far at this process's sockets on that port, those that are closed by now included. */
    public synchronized long total(int localPort) {
        try {
            Set<Long> own = ownSockets();
            for (String table : List.of("net/udp", "net/udp6")) {
                if (Files.isReadable(proc.resolve(table))) {
                    ProcNetUdp.parse(Files.readAllLines(proc.resolve(table))).stream()
                            .filter(row -> row.localPort() == localPort && own.contains(row.inode()))
                            .forEach(this::add);
                }
            }
        } catch (IOException e) {
            // What cannot be read now counts when it can be read.
            return total;
        }
        return total;
    }

    /** A socket's own count never falls, but a new socket begins at zero. */
    private void add(ProcNetUdp row) {
        Long last = lastOfInode.put(row.inode(), row.drops());
        total += last == null || last > row.drops() ? row.drops() : row.drops() - last;
    }

    private Set<Long> ownSockets() throws IOException {
        var inodes = new HashSet<Long>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(proc.resolve("self/fd"))) {
            for (Path descriptor : descriptors) {
                findSocket(descriptor).ifPresent(inodes::add);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return inodes;
    }

    private static OptionalLong findSocket(Path descriptor) {
        try {
            return ProcNetUdp.inodeOf(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException e) {
            // Closed since the folder was listed.
            return OptionalLong.empty();
        }
    }
}
