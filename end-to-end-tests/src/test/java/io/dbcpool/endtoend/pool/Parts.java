package io.dbcpool.endtoend.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.parts.kafka.BrokerProcess;
import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import io.dbcpool.parts.libvirt.QemuDomain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** What surrounds a pool: a libvirtd, a broker, domains. All of it ends when this is closed, the last made first. */
public final class Parts implements AutoCloseable {

    private final Deque<Runnable> endings = new ArrayDeque<>();
    private final Path folder;
    private final LoopbackLibvirtd libvirtd;
    private final BrokerProcess broker;

    private Parts(Path folder) throws IOException {
        this.folder = folder;
        this.libvirtd = closeLater(LoopbackLibvirtd.start(folder.resolve("libvirt")), LoopbackLibvirtd::close);
        this.broker = closeLater(BrokerProcess.start(folder.resolve("kafka")), BrokerProcess::close);
    }

    /** @param name of the folder under {@code target} that has all their files */
    public static Parts start(String name) throws IOException {
        return new Parts(Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "pools").toAbsolutePath()), name + "-"));
    }

    /** With these machines, whose domains are at our libvirtd; ready. */
    public OperatedPool poolOf(List<Seat> seats) throws IOException {
        return closeLater(
                OperatedPool.upAndReady(PoolFileText.of(broker.bootstrapServers(), seats), folder.resolve("pool")),
                OperatedPool::close);
    }

    /** The same, with a collector to which the console sends traces. */
    public OperatedPool poolOf(List<Seat> seats, URI traces) throws IOException {
        return closeLater(
                OperatedPool.upAndReady(
                        PoolFileText.of(broker.bootstrapServers(), seats).withTraces(traces), folder.resolve("pool")),
                OperatedPool::close);
    }

    /** {@code gpu-01} to {@code gpu-NN}. */
    public List<Seat> seats(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> Seat.of(number, libvirtd.connectionUri()))
                .toList();
    }

    public QemuDomain qemu(DomainShape shape) {
        return closeLater(QemuDomain.start(libvirtd.connectionUri(), shape), QemuDomain::close);
    }

    /**
     * The owner's domain of this machine, running, and seen by the watcher to be. It boots nothing, so it ignores ACPI.
     */
    public QemuDomain ownersDomain(OperatedPool pool, Seat seat) {
        return ownersDomain(pool, seat, DomainShape.named(seat.ownDomain()));
    }

    public QemuDomain ownersDomain(OperatedPool pool, Seat seat, DomainShape shape) {
        var domain = qemu(shape);
        Awaitility.await("the watcher sees " + shape.name())
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                pool.machine(seat).at("/ownDomains/0/state").asText())
                        .isEqualTo("running"));
        return domain;
    }

    /** A second watcher of these machines, on a host of that name. */
    public WatcherElsewhere watcherElsewhere(String hostName, List<Seat> seats) throws IOException {
        return WatcherElsewhere.start(hostName, broker.bootstrapServers(), seats, folder.resolve(hostName));
    }

    public LoopbackLibvirtd libvirtd() {
        return libvirtd;
    }

    public BrokerProcess broker() {
        return broker;
    }

    public Topics topics() {
        return new Topics(broker.bootstrapServers());
    }

    private <T> T closeLater(T part, Consumer<T> ending) {
        endings.push(() -> ending.accept(part));
        return part;
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        for (Runnable ending : endings) {
            try {
                ending.run();
            } catch (RuntimeException e) {
                // The others have to end all the same.
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
