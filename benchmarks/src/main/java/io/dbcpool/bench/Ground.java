package io.dbcpool.bench;

import io.dbcpool.cli.pool.Installation;
import io.dbcpool.parts.kafka.BrokerProcess;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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
    private final Kept kept = new Kept();

    private Ground(Installation installation, Path folder) throws IOException {
        this.installation = installation;
        this.folder = folder;
        kept.keep(this::deleteFolder);
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
        return kept.keep(part);
    }

    /** Closes it now. */
    public void drop(AutoCloseable part) {
        kept.drop(part);
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
        kept.close();
    }

    private void deleteFolder() {
        try (var paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            System.err.printf("bench: %s is left behind: %s%n", folder, e.getMessage());
        }
    }
}
