package io.dbcpool.bench;

import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.QemuDomain;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A real QEMU without a disk or a guest, which ignores ACPI; and, where it is frozen, SIGTERM as well. */
final class QemuScene implements Scene {

    static final String GONE = "process gone";
    static final String STOPPED = "stopped event";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final QemuDomain domain;
    private final StopEvents events;
    private final boolean frozen;
    private boolean running = true;
    private long pid;

    /** @param frozen whether QEMU is stopped (SIGSTOP) before anybody is told */
    QemuScene(URI uri, String name, boolean frozen) {
        this.frozen = frozen;
        domain = QemuDomain.start(uri, DomainShape.named(name).withPersistence());
        events = new StopEvents(uri, domain.uuid());
    }

    @Override
    public void start() {
        if (!running) {
            domain.startAgain();
            events.awaitStarted(LIMIT);
            running = true;
        }
    }

    @Override
    public void beforeTold() {
        pid = domain.pid();
        if (frozen) {
            domain.freeze();
        }
        events.forgetAll();
    }

    @Override
    public Map<String, Instant> awaitEnd() {
        var gone = ProcessEnd.await(pid, LIMIT);
        var stopped = events.awaitStopped(LIMIT);
        running = false;
        return Map.of(GONE, gone, STOPPED, stopped);
    }

    @Override
    public void close() {
        events.close();
        domain.close();
    }
}
