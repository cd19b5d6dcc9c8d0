package io.dbcpool.watcher.guard;

import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.process.Grip;
import io.dbcpool.watcher.process.LocalProcesses;
import io.dbcpool.watcher.process.QemuProcess;
import io.dbcpool.watcher.release.Holdings;
import io.dbcpool.watcher.release.Leftovers;
import io.dbcpool.watcher.release.ReleaseRule;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds on to the owner's QEMU processes of this host, and tells when one has ended. A process is found when its domain
 * starts, not when it has to go, so that a look through {@code /proc} costs nothing of the ten seconds.
 */
final class ProcessWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessWatch.class);

    /** How often what is left of a process is looked at: as long as its receipt waits, and then for its devices. */
    private static final int LOOKS = 10;

    private static final long SOON_MILLIS = 50;
    private static final long LATER_MILLIS = 1_000;

    /** Of one domain. A look that hangs in the kernel keeps its thread, and there is another every few seconds. */
    private static final int LOOKS_AT_ONCE = 16;

    private final LocalProcesses processes;
    private final Predicate<MachineId> isLocal;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final EndWatch ends;
    private final BiConsumer<MachineId, Observation> observe;
    private final Map<UUID, Grip> grips = new ConcurrentHashMap<>();
    private final Map<UUID, Set<MachineId>> lookers = new ConcurrentHashMap<>();
    private final Map<UUID, Integer> looking = new ConcurrentHashMap<>();
    private final Set<UUID> lookedFor = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Integer> failed = new ConcurrentHashMap<>();
    private final Set<UUID> lookedForAgain = ConcurrentHashMap.newKeySet();
    private final Map<QemuProcess, Holdings> holdings = new ConcurrentHashMap<>();
    private final Set<QemuProcess> lookedForEnd = ConcurrentHashMap.newKeySet();

    /**
     * @param isLocal whether the machine's domains run on this host; a clone here of one elsewhere is another
     * @param timer only says when; nothing is done on its thread
     */
    ProcessWatch(
            LocalProcesses processes,
            Predicate<MachineId> isLocal,
            ExecutorService threads,
            ScheduledExecutorService timer,
            EndWatch ends,
            BiConsumer<MachineId, Observation> observe) {
        this.processes = processes;
        this.isLocal = isLocal;
        this.threads = threads;
        this.timer = timer;
        this.ends = ends;
        this.observe = observe;
    }

    /**
     * Looks on a thread of its own and tells {@link Observation.Looked}, at once if the process is held already, or
     * {@link Observation.LookFailed}, and looks again.
     *
     * @return completes with the process when it was looked for
     */
    CompletableFuture<Optional<Grip>> look(MachineId machineId, UUID domain) {
        if (!isLocal.test(machineId)) {
            observe.accept(machineId, new Observation.Looked(domain, Optional.empty()));
            return CompletableFuture.completedFuture(Optional.empty());
        }
        lookers.computeIfAbsent(domain, same -> ConcurrentHashMap.newKeySet()).add(machineId);
        var held = findGrip(domain);
        if (held.isPresent()) {
            var process = held.get().process();
            observe.accept(
                    machineId,
                    new Observation.Looked(
                            domain, Optional.of(process), holdings.getOrDefault(process, Holdings.UNKNOWN)));
            // What it holds grows while it starts and may change while it runs.
            threads.execute(() ->
                    holdings.computeIfPresent(process, (same, before) -> before.and(processes.findHoldings(same))));
            return CompletableFuture.completedFuture(held);
        }
        if (looking.merge(domain, 1, Integer::sum) > LOOKS_AT_ONCE) {
            looking.merge(domain, -1, Integer::sum);
            return CompletableFuture.completedFuture(Optional.empty()); // those before it will tell
        }
        var looked = new CompletableFuture<Optional<Grip>>();
        threads.execute(() -> lookAndTell(machineId, domain, looked));
        return looked;
    }

    /**
     * The process, which is looked for now if nobody has looked yet: a watcher that was killed and is up again may have
     * to end a domain before it has looked around.
     */
    Optional<Grip> findGripWithin(Duration limit, MachineId machineId, UUID domain) {
        var held = findGrip(machineId, domain);
        if (held.isPresent() || lookedFor.contains(domain)) {
            return held;
        }
        try {
            return look(machineId, domain).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The process of a domain of that machine; none of a machine elsewhere, whatever runs here. */
    Optional<Grip> findGrip(MachineId machineId, UUID domain) {
        return isLocal.test(machineId) ? findGrip(domain) : Optional.empty();
    }

    private Optional<Grip> findGrip(UUID domain) {
        return Optional.ofNullable(grips.get(domain));
    }

    /** A look that fails proves nothing; nobody may wait for its answer for ever. */
    private void lookAndTell(MachineId machineId, UUID domain, CompletableFuture<Optional<Grip>> looked) {
        try {
            lookNow(machineId, domain, looked);
        } catch (RuntimeException e) {
            lookedFor.remove(domain); // before the answer: who has to end it looks again on it
            looked.complete(Optional.empty());
            onFailed(machineId, domain, e);
        }
    }

    /** Who has to end it looks again, and so do we; where another look has found it nothing is amiss. */
    private void onFailed(MachineId machineId, UUID domain, RuntimeException failure) {
        if (findGrip(domain).isPresent()) {
            return;
        }
        int look = failed.merge(domain, 1, Integer::sum);
        tellFailed(machineId, domain, failure, look);
        if (look < 2 * LOOKS && lookedForAgain.add(domain)) {
            later(look, () -> {
                lookedForAgain.remove(domain);
                var unused = look(machineId, domain);
            });
        }
    }

    /** Not for a moment in which no descriptor was left: what it says lets libvirt's word release the machine. */
    private void tellFailed(MachineId machineId, UUID domain, RuntimeException failure, int look) {
        if (look == 1) {
            LOG.warn("process cannot be looked for domainUuid={} reason={}", domain, failure.toString());
        } else {
            LOG.debug("process cannot be looked for domainUuid={} looks={}", domain, look, failure);
        }
        if (look >= LOOKS) {
            observe.accept(machineId, new Observation.LookFailed(domain, String.valueOf(failure.getMessage())));
        }
    }

    private void later(int look, Runnable again) {
        try {
            var unused = timer.schedule(
                    () -> threads.execute(again), look < LOOKS ? SOON_MILLIS : LATER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the watcher ends, nothing is looked at any more", e);
        }
    }

    private void lookNow(MachineId machineId, UUID domain, CompletableFuture<Optional<Grip>> looked) {
        var grip = findQemu(domain).flatMap(processes::grip);
        failed.remove(domain);
        if (grip.isEmpty()) {
            lookedFor.add(domain);
            looked.complete(Optional.empty());
            observe.accept(machineId, new Observation.Looked(domain, Optional.empty()));
            return;
        }
        var other = grips.putIfAbsent(domain, grip.get());
        if (other != null) {
            grip.get().close();
            looked.complete(Optional.of(other));
            return;
        }
        lookedFor.add(domain);
        looked.complete(grip);
        hold(machineId, domain, grip.get(), Holdings.UNKNOWN);
    }

    private void hold(MachineId machineId, UUID domain, Grip grip, Holdings before) {
        awaitEnd(machineId, domain, grip, () -> {
            var process = grip.process();
            var held = before.and(processes.findHoldings(process));
            holdings.put(process, held);
            observe.accept(machineId, new Observation.Looked(domain, Optional.of(process), held));
        });
    }

    /** Nobody would tell of the end of one that is held and not waited for. */
    private void awaitEnd(MachineId machineId, UUID domain, Grip grip, Runnable first) {
        try {
            first.run();
            ends.await(grip, () -> onEnded(machineId, domain, grip));
        } catch (InterruptedException e) {
            letGo(domain, grip);
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            letGo(domain, grip);
            throw e;
        }
    }

    private void letGo(UUID domain, Grip grip) {
        try (grip) {
            grips.remove(domain, grip);
        }
    }

    private Optional<QemuProcess> findQemu(UUID domain) {
        try {
            return processes.findQemu(domain);
        } finally {
            looking.merge(domain, -1, Integer::sum);
        }
    }

    /** Nobody else is to look for its end meanwhile, and to tell of it with less that it was seen to hold. */
    private void onEnded(MachineId machineId, UUID domain, Grip grip) {
        var process = grip.process();
        lookedForEnd.add(process);
        letGo(domain, grip);
        certify(
                machineId,
                process,
                Optional.ofNullable(holdings.remove(process)).orElse(Holdings.UNKNOWN),
                1);
        lookedForEnd.remove(process);
    }

    /**
     * Of a process that a watcher before this one held on to: tells its end and what of it is left, now if it is gone.
     * One that ends just now, and gives a device back, cannot be found by its domain any more; it is held on to. Looked
     * at until its end is known, because nobody asks again.
     *
     * @param held what that one saw of it
     */
    void lookForEnd(MachineId machineId, QemuProcess process, Holdings held) {
        lookers.computeIfAbsent(process.domainUuid(), same -> ConcurrentHashMap.newKeySet())
                .add(machineId);
        if (lookedForEnd.add(process)) {
            threads.execute(() -> lookForEnd(machineId, process, held, 1));
        }
    }

    private void lookForEnd(MachineId machineId, QemuProcess process, Holdings held, int look) {
        boolean isKnown = false;
        try {
            isKnown = isEndKnown(machineId, process, held);
        } catch (RuntimeException e) {
            tellFailed(machineId, process.domainUuid(), e, look);
        }
        if (isKnown) {
            lookedForEnd.remove(process);
        } else {
            later(look, () -> lookForEnd(machineId, process, held, look + 1));
        }
    }

    /** Whether it is told already, or will be. */
    private boolean isEndKnown(MachineId machineId, QemuProcess process, Holdings held) {
        if (processes.isGone(process)) {
            certify(machineId, process, held, 1);
            return true;
        }
        var grip = processes.grip(process);
        if (grip.isEmpty()) {
            return false;
        }
        var domain = process.domainUuid();
        var other = grips.putIfAbsent(domain, grip.get());
        if (other == null) {
            hold(machineId, domain, grip.get(), held);
        } else if (other.process().equals(process)) {
            grip.get().close();
        } else {
            awaitEnd(machineId, domain, grip.get(), () -> holdings.put(process, held));
        }
        return true;
    }

    /**
     * A device that is held on holds the machine: it is looked at until it is free, the rest for a second. It is told
     * after the look, so that what is told was so by then; a look that fails is taken again.
     */
    private void certify(MachineId machineId, QemuProcess process, Holdings held, int look) {
        Leftovers left;
        try {
            left = processes.findLeftovers(process, held);
        } catch (RuntimeException e) {
            LOG.warn("what is left of a process cannot be looked at process={} reason={}", process, e.toString());
            later(look, () -> certify(machineId, process, held, look + 1));
            return;
        }
        var release = ReleaseRule.judge(process.toString(), process.domainUuid(), held, left);
        lookers.getOrDefault(process.domainUuid(), Set.of(machineId))
                .forEach(looker -> observe.accept(looker, new Observation.ProcessEnded(process, release)));
        if (!release.isFree() || (!release.isSettled() && look < LOOKS)) {
            later(look, () -> certify(machineId, process, held, look + 1));
        }
    }
}
