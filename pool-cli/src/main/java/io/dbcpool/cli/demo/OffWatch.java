package io.dbcpool.cli.demo;

import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.Hypervisor;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Looks at domains from outside, without asking the watcher: by their process, and by libvirt. */
final class OffWatch {

    private static final long LOOK_EVERY_NANOS = 2_000_000;

    private final Hypervisor hypervisor;

    OffWatch(Hypervisor hypervisor) {
        this.hypervisor = hypervisor;
    }

    /** The moment from which on it is off, as near as looking every 2 ms gives it; empty if it is not off in time. */
    Optional<Instant> awaitOff(DemoDomain domain, Duration limit) throws InterruptedException {
        long giveUp = System.nanoTime() + limit.toNanos();
        while (!isOff(domain)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (System.nanoTime() - giveUp >= 0) {
                return Optional.empty();
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return Optional.of(Instant.now());
    }

    private boolean isOff(DemoDomain domain) {
        return domain.process().map(process -> !process.isAlive()).orElseGet(() -> libvirtSaysOff(domain.uuid()));
    }

    /** Whether libvirt says so, and not that it does not know. */
    boolean libvirtSaysOff(UUID uuid) {
        try {
            return hypervisor.findDomain(uuid).filter(DomainSnapshot::isActive).isEmpty();
        } catch (HypervisorUnavailableException e) {
            return false;
        }
    }

    /** Whether it runs, as the process that it was. */
    boolean isUntouched(DemoDomain domain) {
        try {
            return hypervisor
                            .findDomain(domain.uuid())
                            .filter(DomainSnapshot::isActive)
                            .isPresent()
                    && domain.process().map(process -> process.isAlive()).orElse(true);
        } catch (HypervisorUnavailableException e) {
            return false;
        }
    }
}
