package io.dbcpool.watcher.guard;

import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.process.Grip;
import io.dbcpool.watcher.process.LocalProcesses;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds on to the owner's QEMU processes of this host, and tells when one has ended. A process is found when its domain
 * starts, not when it has to go, so that a look through {@code /proc} costs nothing of the ten seconds.
 */
final class ProcessWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessWatch.class);

    private final LocalProcesses processes;
    private final ExecutorService threads;
    private final BiConsumer<MachineId, Observation> observe;
    private final Map<UUID, Grip> grips = new ConcurrentHashMap<>();
    private final Map<UUID, Set<MachineId>> lookers = new ConcurrentHashMap<>();

    ProcessWatch(LocalProcesses processes, ExecutorService threads, BiConsumer<MachineId, Observation> observe) {
        this.processes = processes;
        this.threads = threads;
        this.observe = observe;
    }

    /** Looks on a thread of its own and tells {@link Observation.Looked}, at once if the process is held already. */
    void look(MachineId machineId, UUID domain) {
        lookers.computeIfAbsent(domain, same -> ConcurrentHashMap.newKeySet()).add(machineId);
        var held = findGrip(domain);
        if (held.isPresent()) {
            observe.accept(
                    machineId,
                    new Observation.Looked(domain, Optional.of(held.get().process())));
        } else {
            threads.execute(() -> lookAndTell(machineId, domain));
        }
    }

    Optional<Grip> findGrip(UUID domain) {
        return Optional.ofNullable(grips.get(domain));
    }

    /** A look that fails has seen nothing; nobody may wait for its answer for ever. */
    private void lookAndTell(MachineId machineId, UUID domain) {
        try {
            lookNow(machineId, domain);
        } catch (RuntimeException e) {
            LOG.error("process could not be looked for domainUuid={}", domain, e);
            observe.accept(machineId, new Observation.Looked(domain, Optional.empty()));
        }
    }

    private void lookNow(MachineId machineId, UUID domain) {
        var grip = processes.findQemu(domain).flatMap(processes::grip);
        if (grip.isEmpty()) {
            observe.accept(machineId, new Observation.Looked(domain, Optional.empty()));
            return;
        }
        if (grips.putIfAbsent(domain, grip.get()) != null) {
            grip.get().close();
            return;
        }
        observe.accept(
                machineId, new Observation.Looked(domain, Optional.of(grip.get().process())));
        awaitEnd(machineId, domain, grip.get());
    }

    private void awaitEnd(MachineId machineId, UUID domain, Grip grip) {
        try (grip) {
            boolean ended = false;
            while (!ended) {
                ended = grip.awaitEnd(Duration.ofSeconds(10));
            }
            grips.remove(domain, grip);
            lookers.getOrDefault(domain, Set.of(machineId))
                    .forEach(looker -> observe.accept(looker, new Observation.ProcessEnded(grip.process())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
