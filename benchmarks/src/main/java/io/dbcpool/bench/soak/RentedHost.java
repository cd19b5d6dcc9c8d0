package io.dbcpool.bench.soak;

import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import io.dbcpool.hypervisor.LifecycleListener;
import io.dbcpool.hypervisor.libvirt.LibvirtHypervisor;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** One libvirtd with the domains of some machines, and an observer of its own on a connection of its own. */
final class RentedHost implements AutoCloseable {

    /** Events may be lost with a connection, so it is asked as well. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private final String name;
    private final LoopbackLibvirtd libvirtd;
    private final LibvirtHypervisor observer;
    private final ConcurrentHashMap<UUID, DomainSnapshot> last = new ConcurrentHashMap<>();
    private final List<OwnersDomain> domains = new ArrayList<>();

    /** Whoever starts a domain holds it shared, whoever restarts libvirtd alone. */
    private final ReentrantReadWriteLock restarts = new ReentrantReadWriteLock();

    private RentedHost(String name, LoopbackLibvirtd libvirtd) {
        this.name = name;
        this.libvirtd = libvirtd;
        observer = new LibvirtHypervisor(libvirtd.testUri());
        observer.subscribe(new LifecycleListener() {
            @Override
            public void onChanged(DomainSnapshot changed) {
                see(changed);
            }

            @Override
            public void onConnected() {}

            @Override
            public void onDisconnected(String reason) {}
        });
    }

    static RentedHost start(String name, Path folder) {
        return new RentedHost(name, LoopbackLibvirtd.start(folder));
    }

    String name() {
        return name;
    }

    URI uri() {
        return libvirtd.testUri();
    }

    /** It is made, and runs. */
    OwnersDomain add(String domainName, UUID uuid) {
        var domain = new OwnersDomain(uri(), domainName, uuid);
        domains.add(domain);
        return domain;
    }

    void startDomain(OwnersDomain domain) {
        restarts.readLock().lock();
        try {
            last.remove(domain.uuid());
            domain.start();
        } finally {
            restarts.readLock().unlock();
        }
    }

    /** When it was seen off first, if that is within the limit. */
    Optional<Instant> awaitOff(UUID uuid, Duration limit) throws InterruptedException {
        long giveUpAt = System.nanoTime() + limit.toNanos();
        long lookAt = System.nanoTime() + LOOK.toNanos();
        while (true) {
            var seen = Optional.ofNullable(last.get(uuid)).filter(snapshot -> !snapshot.isActive());
            if (seen.isPresent() || System.nanoTime() - giveUpAt > 0) {
                return seen.map(DomainSnapshot::observedAt);
            }
            if (System.nanoTime() - lookAt > 0) {
                look(uuid);
                lookAt = System.nanoTime() + LOOK.toNanos();
            }
            Thread.sleep(1);
        }
    }

    private void look(UUID uuid) {
        try {
            observer.findDomain(uuid).ifPresent(this::see);
        } catch (HypervisorUnavailableException e) {
            // it is away, and will be asked again
        }
    }

    /** Of two words that cross, the newer holds. */
    private void see(DomainSnapshot seen) {
        last.merge(seen.uuid(), seen, (before, now) -> now.observedAt().isBefore(before.observedAt()) ? before : now);
    }

    /** With it go its domains, which are then made anew: running where nobody rents the machine. */
    void restart() {
        restarts.writeLock().lock();
        try {
            libvirtd.restart();
            domains.forEach(OwnersDomain::makeAnew);
        } finally {
            restarts.writeLock().unlock();
        }
    }

    void freeze() {
        libvirtd.freeze();
    }

    void thaw() {
        libvirtd.thaw();
    }

    @Override
    public void close() {
        observer.close();
        domains.forEach(OwnersDomain::close);
        libvirtd.close();
    }
}
