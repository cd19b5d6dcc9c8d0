package io.dbcpool.bench;

import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.LifecycleListener;
import io.dbcpool.hypervisor.libvirt.LibvirtHypervisor;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What libvirt tells of one domain, on a connection of the bench's own: the same observer for every contestant. The
 * moment is that at which libvirt's event reached this process, before anything is made of it.
 */
final class StopEvents implements AutoCloseable {

    private final UUID domain;
    private final LibvirtHypervisor hypervisor;
    private final BlockingQueue<DomainSnapshot> changes = new LinkedBlockingQueue<>();

    StopEvents(URI uri, UUID domain) {
        this.domain = domain;
        hypervisor = new LibvirtHypervisor(uri);
        hypervisor.subscribe(new LifecycleListener() {
            @Override
            public void onChanged(DomainSnapshot changed) {
                if (changed.uuid().equals(StopEvents.this.domain)) {
                    changes.add(changed);
                }
            }

            @Override
            public void onConnected() {}

            @Override
            public void onDisconnected(String reason) {}
        });
        Waiting.until("a connection to " + uri, Duration.ofSeconds(10), Duration.ofMillis(5), hypervisor::isConnected);
    }

    void awaitStarted(Duration limit) {
        await(true, limit);
    }

    /** When libvirt said that it is off. */
    Instant awaitStopped(Duration limit) {
        return await(false, limit);
    }

    void forgetAll() {
        changes.clear();
    }

    private Instant await(boolean active, Duration limit) {
        long giveUpAt = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                var change = changes.poll(giveUpAt - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (change == null) {
                    throw new BenchException("libvirt did not say within %s that domain %s is %s"
                            .formatted(limit, domain, active ? "on" : "off"));
                }
                if (change.isActive() == active) {
                    return change.observedAt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    @Override
    public void close() {
        hypervisor.close();
    }
}
