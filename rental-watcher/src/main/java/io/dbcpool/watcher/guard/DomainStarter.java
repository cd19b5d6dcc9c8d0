package io.dbcpool.watcher.guard;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.Hypervisor;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.comeback.StartOutcome;
import io.dbcpool.watcher.guard.Observation.StartEnded;
import io.dbcpool.watcher.owner.OwnerAllowList;
import io.dbcpool.watcher.owner.OwnerDomain;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the owner's domains, each on a thread of its own. Unlike a stop, a start waits: for what was decided to be
 * written down, and for the lock of the host. Whatever is not sure keeps it from being tried.
 */
final class DomainStarter {

    private static final Logger LOG = LoggerFactory.getLogger(DomainStarter.class);
    private static final long WRITTEN_WITHIN_SECONDS = 10;

    private final Function<Machine, Hypervisor> hypervisors;
    private final StartLock lock;
    private final Predicate<MachineId> isFree;
    private final ExecutorService threads;
    private final HostClock clock;
    private final BiConsumer<MachineId, Observation> observe;

    /** @param isFree whether the guard believes so at this moment */
    DomainStarter(
            Function<Machine, Hypervisor> hypervisors,
            StartLock lock,
            Predicate<MachineId> isFree,
            ExecutorService threads,
            HostClock clock,
            BiConsumer<MachineId, Observation> observe) {
        this.hypervisors = hypervisors;
        this.lock = lock;
        this.isFree = isFree;
        this.threads = threads;
        this.clock = clock;
        this.observe = observe;
    }

    /** @param written fails, or does not end, where it is not written down that the domain is about to be started */
    void start(Machine machine, OwnerAllowList allowList, OwnerDomain domain, CompletableFuture<Void> written) {
        threads.execute(() -> {
            var ended = startOrTell(machine, allowList, domain, written);
            LOG.info(
                    "owner domain told to start machineId={} domainUuid={} outcome={} note={}",
                    machine.id(),
                    domain.uuid(),
                    ended.outcome(),
                    ended.note());
            observe.accept(machine.id(), ended);
        });
    }

    /** An error ends this thread; the guard must not wait for ever for what came of it, which may be a start. */
    private StartEnded startOrTell(
            Machine machine, OwnerAllowList allowList, OwnerDomain domain, CompletableFuture<Void> written) {
        var begunAt = clock.now().monotonic();
        try {
            return startNow(machine, allowList, domain, written);
        } catch (Error e) {
            observe.accept(machine.id(), new StartEnded(domain, StartOutcome.FAILED, begunAt, e.toString()));
            throw e;
        }
    }

    private StartEnded startNow(
            Machine machine, OwnerAllowList allowList, OwnerDomain domain, CompletableFuture<Void> written) {
        var begunAt = clock.now().monotonic();
        try {
            written.get(WRITTEN_WITHIN_SECONDS, TimeUnit.SECONDS);
            var held = lock.tryHold(domain.uuid());
            if (held.isEmpty()) {
                return notTried(domain, begunAt, "another watcher of this host is about to start it");
            }
            try {
                return startAlone(machine, allowList, domain);
            } finally {
                held.get().close();
            }
        } catch (ExecutionException | TimeoutException e) {
            return notTried(domain, begunAt, "it could not be written down: " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            return notTried(domain, begunAt, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return notTried(domain, begunAt, "the watcher ends");
        }
    }

    private StartEnded startAlone(Machine machine, OwnerAllowList allowList, OwnerDomain domain) {
        var hypervisor = hypervisors.apply(machine);
        var begunAt = clock.now().monotonic();
        try {
            var stranger = findActiveStranger(hypervisor, allowList);
            if (stranger.isPresent()) {
                return notTried(domain, begunAt, "a domain that may be a renter's is active: " + stranger.get());
            }
            if (!isFree.test(machine.id())) {
                return notTried(domain, begunAt, "its machine is not free any more");
            }
            begunAt = clock.now().monotonic();
            return switch (hypervisor.startIf(domain.uuid(), definition -> isOwners(allowList, definition, domain))) {
                case STARTED -> new StartEnded(domain, StartOutcome.STARTED, begunAt, "");
                case ACTIVE_ALREADY -> new StartEnded(domain, StartOutcome.RUNS_ALREADY, begunAt, "");
                case GONE -> new StartEnded(domain, StartOutcome.GONE, begunAt, "libvirt has no such domain any more");
                case NOT_ALLOWED ->
                    notTried(domain, begunAt, "%s is not on the positive list any more".formatted(domain));
            };
        } catch (HypervisorUnavailableException e) {
            return new StartEnded(domain, StartOutcome.FAILED, begunAt, e.reason());
        }
    }

    /**
     * Asked at this moment, and not of what is known: whoever came since the guard decided has paid for the machine.
     */
    private static Optional<String> findActiveStranger(Hypervisor hypervisor, OwnerAllowList allowList)
            throws HypervisorUnavailableException {
        for (DomainSnapshot other : hypervisor.listDomains()) {
            if (other.isActive()
                    && hypervisor
                            .findDefinition(other.uuid())
                            .filter(definition -> !allowList.isSurelyOwners(definition))
                            .isPresent()) {
                return Optional.of(other.name());
            }
        }
        return Optional.empty();
    }

    private static boolean isOwners(OwnerAllowList allowList, DomainDefinition definition, OwnerDomain domain) {
        return allowList.isSurelyOwners(definition) && definition.uuid().equals(domain.uuid());
    }

    private static StartEnded notTried(OwnerDomain domain, MonotonicTime begunAt, String why) {
        return new StartEnded(domain, StartOutcome.NOT_TRIED, begunAt, why);
    }
}
