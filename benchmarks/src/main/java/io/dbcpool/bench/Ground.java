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
import org.jspecify.annotations.Nullable;

/**
 * What all contestants stand on: a libvirtd and a broker of our own, and a folder under the system's temporary one, all
 * of which go when it is closed, also when this process is told to end.
 */
public final class Ground implements AutoCloseable {

    private final Installation installation;
    private final Path folder;
    private @Nullable LoopbackLibvirtd libvirtd;
    private final BrokerProcess broker;
    private final Deque<AutoCloseable> kept = new ArrayDeque<>();
    private final Thread atExit = new Thread(this::clear, "bench-end");

    private Ground(Installation installation, Path folder) throws IOException {
        this.installation = installation;
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            broker = keep(BrokerProcess.start(folder.resolve("kafka")));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    public static Ground open(Installation installation) throws IOException {
        return new Ground(installation, Files.createTempDirectory("dbcpool-bench"));
    }

    /** To be closed with the ground, before what was there before it. */
    public final <T extends AutoCloseable> T keep(T part) {
        synchronized (kept) {
            kept.push(part);
        }
        return part;
    }

    /** Closes it now. */
    public void drop(AutoCloseable part) {
        synchronized (kept) {
            kept.remove(part);
        }
        close(part);
    }

    public Installation installation() {
        return installation;
    }

    /** Started when it is first asked for. */
    public synchronized LoopbackLibvirtd libvirtd() {
        if (libvirtd == null) {
            libvirtd = keep(LoopbackLibvirtd.start(folder.resolve("libvirt")));
        }
        return libvirtd;
    }

    public BrokerProcess broker() {
        return broker;
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** A new one. */
    public Path makeFolder(String name) {
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
