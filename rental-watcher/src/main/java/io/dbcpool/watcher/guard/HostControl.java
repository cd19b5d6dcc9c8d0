package io.dbcpool.watcher.guard;

import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.Hypervisor;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.owner.ForceNotAppliedException;
import io.dbcpool.watcher.owner.NotTheOwnersException;
import io.dbcpool.watcher.owner.OwnerAllowList;
import io.dbcpool.watcher.owner.OwnerDomain;
import io.dbcpool.watcher.owner.OwnerDomainControl;
import io.dbcpool.watcher.owner.Recognition;
import io.dbcpool.watcher.process.EndSignal;
import io.dbcpool.watcher.process.Grip;
import io.dbcpool.watcher.process.ProcessSignalException;
import io.dbcpool.watcher.vacate.Force;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Stops the owner's domains of one host: asks by the hypervisor, ends QEMU by our own signal where its process is held,
 * and by the hypervisor where it is not.
 */
final class HostControl implements OwnerDomainControl {

    /**
     * How long the hypervisor may take to say whose a domain is before its process's own identity has to do. A watcher
     * that has just come up has little left, and a hypervisor that is busy with telling it what there is.
     */
    private static final Duration CHECK_AT_LEAST = Duration.ofMillis(20);

    private static final Duration CHECK_AT_MOST = Duration.ofMillis(250);
    private static final int CHECK_PART = 12;

    /** A look through {@code /proc} takes some milliseconds; libvirt's own way takes ten seconds if QEMU hangs. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Hypervisor hypervisor;
    private final ProcessWatch processes;
    private final MachineId machineId;
    private final OwnerAllowList allowList;
    private final ExecutorService threads;
    private final Runnable beforeActing;

    /** @param beforeActing run when it is known whose the domain is, just before it is told to stop */
    HostControl(
            Hypervisor hypervisor,
            ProcessWatch processes,
            MachineId machineId,
            OwnerAllowList allowList,
            ExecutorService threads,
            Runnable beforeActing) {
        this.hypervisor = hypervisor;
        this.processes = processes;
        this.machineId = machineId;
        this.allowList = allowList;
        this.threads = threads;
        this.beforeActing = beforeActing;
    }

    /** A twelfth of what is left, so that the last step's check is not shortened where nothing went wrong. */
    static Duration checkLimit(Duration left) {
        return ShareOfWhatIsLeft.of(left, CHECK_PART, CHECK_AT_LEAST, CHECK_AT_MOST);
    }

    @Override
    public String apply(Force force, OwnerDomain domain, Duration left)
            throws ForceNotAppliedException, NotTheOwnersException {
        var grip = force == Force.ASK
                ? processes.findGrip(machineId, domain.uuid())
                : processes.findGripWithin(LOOK, machineId, domain.uuid());
        if (grip.isEmpty() && force != Force.ASK) {
            return endByHypervisor(force, domain);
        }
        check(domain, grip, checkLimit(left));
        beforeActing.run();
        return switch (force) {
            case ASK -> askByHypervisor(domain);
            case TERMINATE -> end(force, domain, grip.orElseThrow(), EndSignal.TERM);
            case KILL -> end(force, domain, grip.orElseThrow(), EndSignal.KILL);
        };
    }

    private String askByHypervisor(OwnerDomain domain) throws ForceNotAppliedException {
        try {
            hypervisor.askToPowerOff(domain.uuid());
            return "asked to power off";
        } catch (HypervisorUnavailableException e) {
            throw new ForceNotAppliedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Whose it is, is asked in the very call that ends it. */
    private String endByHypervisor(Force force, OwnerDomain domain)
            throws ForceNotAppliedException, NotTheOwnersException {
        Predicate<DomainDefinition> mayEnd = definition -> {
            boolean owners = isOwners(definition, domain);
            beforeActing.run();
            return owners;
        };
        try {
            boolean ended = force == Force.TERMINATE
                    ? hypervisor.terminateIf(domain.uuid(), mayEnd)
                    : hypervisor.destroyIf(domain.uuid(), mayEnd);
            if (!ended) {
                throw new NotTheOwnersException("%s is not on the positive list any more".formatted(domain));
            }
            return force == Force.TERMINATE ? "SIGTERM by the hypervisor" : "destroyed by the hypervisor";
        } catch (HypervisorUnavailableException e) {
            throw new ForceNotAppliedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** A watcher that may not send signals to another user's process still has the hypervisor, which may. */
    private String end(Force force, OwnerDomain domain, Grip grip, EndSignal signal)
            throws ForceNotAppliedException, NotTheOwnersException {
        try {
            grip.send(signal);
            return "SIG%s to QEMU process %d".formatted(signal, grip.process().pid());
        } catch (ProcessSignalException e) {
            return "%s; %s instead".formatted(e.getMessage(), endByHypervisor(force, domain));
        }
    }

    /**
     * Whose it is at this moment. Where the hypervisor does not answer, a process that is held is identity enough: its
     * command line bears the UUID that was pinned, and no signal of ours reaches another. Without either, nothing is
     * sent; what the hypervisor cannot tell us it could not carry out either.
     */
    private void check(OwnerDomain domain, Optional<Grip> grip, Duration limit)
            throws NotTheOwnersException, ForceNotAppliedException {
        Optional<DomainDefinition> definition;
        try {
            definition = grip.isPresent() ? define(domain, limit) : hypervisor.findDefinition(domain.uuid());
        } catch (HypervisorUnavailableException | TimeoutException e) {
            if (grip.isEmpty() || allowList.recognisePinned(domain.uuid()).isEmpty()) {
                throw new ForceNotAppliedException(
                        "the hypervisor does not answer, and no process of the domain is held: " + e.getMessage(), e);
            }
            return;
        }
        if (definition.isPresent() && !isOwners(definition.get(), domain)) {
            throw new NotTheOwnersException("%s is not on the positive list any more: %s"
                    .formatted(domain, allowList.recognise(definition.get())));
        }
    }

    private boolean isOwners(DomainDefinition definition, OwnerDomain domain) {
        return allowList.recognise(definition) instanceof Recognition.Own own
                && own.domain().uuid().equals(domain.uuid());
    }

    /** By another thread, because the call's own limit is longer than we wait. */
    private Optional<DomainDefinition> define(OwnerDomain domain, Duration limit)
            throws HypervisorUnavailableException, TimeoutException {
        if (!hypervisor.isConnected()) {
            throw new TimeoutException("not connected");
        }
        var answer = new CompletableFuture<Optional<DomainDefinition>>();
        threads.execute(() -> {
            try {
                answer.complete(hypervisor.findDefinition(domain.uuid()));
            } catch (HypervisorUnavailableException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new HypervisorUnavailableException("asking for %s failed: %s".formatted(domain, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        }
    }
}
