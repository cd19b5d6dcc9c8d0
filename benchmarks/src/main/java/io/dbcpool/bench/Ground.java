package io.dbcpool.bench;

import io.dbcpool.cli.pool.Installation;
import io.dbcpool.parts.kafka.BrokerProcess;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/**
 * What all contestants stand on: a libvirtd and a broker of our own, and a folder under the system's temporary one, all
 * of which go when it is closed, also when this process is told to end.
 */
final class Ground implements AutoCloseable {

    private final Installation installation;
    private final Path folder;
    private final LoopbackLibvirtd libvirtd;
    private final BrokerProcess broker;
    private final Deque<AutoCloseable> kept = new ArrayDeque<>();
    private final Thread atExit = new Thread(this::clear, "bench-end");

    private Ground(Installation installation, Path folder) throws IOException {
        this.installation = installation;
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            libvirtd = keep(LoopbackLibvirtd.start(folder.resolve("libvirt")));
            broker = keep(BrokerProcess.start(folder.resolve("kafka")));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    static Ground open(Installation installation) throws IOException {
        return new Ground(installation, Files.createTempDirectory("dbcpool-bench"));
    }

    /** To be closed with the ground, before what was there before it. */
    final <T extends AutoCloseable> T keep(T part) {
        synchronized (kept) {
            kept.push(part);
        }
        return part;
    }

    /** Closes it now. */
    void drop(AutoCloseable part) {
        synchronized (kept) {
            kept.remove(part);
        }
        close(part);
    }

    Installation installation() {
        return installation;
    }

    LoopbackLibvirtd libvirtd() {
        return libvirtd;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** A new one. */
    Path makeFolder(String name) {
        try {
            return Files.createTempDirectory(folder, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // it runs already
        }
        clear();
    }

    private void clear() {
        synchronized (kept) {
            while (!kept.isEmpty()) {
                close(kept.pop());
            }
        }
        try (var paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            System.err.printf("bench: %s is left behind: %s%n", folder, e.getMessage());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            System.err.printf(
                    "bench: %s did not end well: %s%n", part.getClass().getSimpleName(), e.getMessage());
        }
    }
}
