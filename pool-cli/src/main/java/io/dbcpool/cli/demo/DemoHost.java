package io.dbcpool.cli.demo;

import io.dbcpool.cli.CannotReachException;
import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import io.dbcpool.parts.libvirt.MissingPart;
import io.dbcpool.parts.libvirt.PartsException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The hypervisor of the demo.
 *
 * @param uri for pool.yaml
 * @param hasQemu whether domains are real; else they are states of libvirt's test driver
 * @param isOurs whether the daemon was started by the demo and ends with it
 */
record DemoHost(URI uri, boolean hasQemu, boolean isOurs, String description, List<LoopbackLibvirtd> daemon)
        implements AutoCloseable {

    DemoHost {
        daemon = List.copyOf(daemon);
    }

    /** A host and the first domain on it, which proves that it can run one. */
    record Opened<T>(DemoHost host, T first) {}

    /**
     * The libvirtd that runs here already, for a domain of our making and nothing else; or one of our own.
     *
     * @param own whether it has to be one of our own
     * @param told why the one that runs is not used
     * @param firstDomain starts a domain on the host it is given
     */
    static <T> Opened<T> open(Path folder, boolean own, Function<DemoHost, T> firstDomain, Consumer<String> told)
            throws CannotReachException {
        boolean qemu = LoopbackLibvirtd.missingParts().stream()
                .map(MissingPart::program)
                .noneMatch(MissingPart.QEMU::equals);
        var running = own ? Optional.<URI>empty() : LoopbackLibvirtd.findRunning();
        if (running.isPresent() && qemu) {
            var host = new DemoHost(
                    running.get(), true, false, "a real QEMU under the libvirtd that runs here already", List.of());
            try {
                return new Opened<>(host, firstDomain.apply(host));
            } catch (PartsException e) {
                told.accept("hypervisor  the libvirtd that runs here is of no use to us, so here is one of our own: "
                        + e.getMessage());
            }
        }
        var host = start(folder, qemu);
        try {
            return new Opened<>(host, firstDomain.apply(host));
        } catch (PartsException e) {
            host.close();
            throw new CannotReachException("no domain could be started: " + e.getMessage(), e);
        }
    }

    private static DemoHost start(Path folder, boolean qemu) throws CannotReachException {
        try {
            var daemon = LoopbackLibvirtd.start(folder);
            return qemu
                    ? new DemoHost(
                            daemon.connectionUri(),
                            true,
                            true,
                            "a real QEMU under a libvirtd of our own",
                            List.of(daemon))
                    : new DemoHost(
                            daemon.testUri(),
                            false,
                            true,
                            "libvirt's test driver, because QEMU is not installed: a domain without a process",
                            List.of(daemon));
        } catch (PartsException e) {
            throw new CannotReachException("no libvirtd could be started: " + e.getMessage(), e);
        }
    }

    DemoDomain startDomain(DomainShape shape) {
        return hasQemu ? DemoDomain.startQemu(uri, shape) : DemoDomain.startInTestDriver(uri, shape);
    }

    @Override
    public void close() {
        daemon.forEach(LoopbackLibvirtd::close);
    }
}
