package io.dbcpool.watcher.guard;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.guard.Effect.Apply;
import io.dbcpool.watcher.owner.ForceNotAppliedException;
import io.dbcpool.watcher.owner.NotTheOwnersException;
import io.dbcpool.watcher.owner.OwnerAllowList;
import io.dbcpool.watcher.owner.OwnerDomainControl;
import io.dbcpool.watcher.vacate.Force;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies forces, each on a thread of its own, so that one that hangs delays neither the next one nor another machine.
 * A force is applied after what was decided before it is written down, or after 100 ms, whichever is first; whose the
 * domain is, is asked meanwhile.
 */
final class DomainStopper {

    private static final Logger LOG = LoggerFactory.getLogger(DomainStopper.class);
    private static final long WRITTEN_WITHIN_MILLIS = 100;

    /** A pause of the whole process, as for its garbage, takes away one of these and not all. */
    private static final int LOOKS = 4;

    /**
     * Makes the control of one machine's domains, with its positive list as it is now.
     *
     * <p>{@code beforeActing} is run when it has been asked whose the domain is, and before anything is done to it.
     */
    interface Controls {
        OwnerDomainControl of(Machine machine, OwnerAllowList allowList, Runnable beforeActing);
    }

    /** @param held whether it goes to a process that is held, or by the hypervisor */
    private record Act(MachineId machine, UUID domain, Force force, boolean held) {}

    private final Set<Act> underWay = ConcurrentHashMap.newKeySet();
    private final Controls controls;
    private final BiPredicate<MachineId, UUID> isHeld;
    private final ExecutorService threads;
    private final BiConsumer<MachineId, Observation> observe;

    /** @param isHeld whether our own signal would reach the domain's process at this moment */
    DomainStopper(
            Controls controls,
            BiPredicate<MachineId, UUID> isHeld,
            ExecutorService threads,
            BiConsumer<MachineId, Observation> observe) {
        this.controls = controls;
        this.isHeld = isHeld;
        this.threads = threads;
        this.observe = observe;
    }

    /**
     * What hangs is not begun again: of each force on a domain one is under way at most by each of the two ways, so
     * that a dead host takes no more than six threads for each domain, and none from another host's. One that hangs in
     * the hypervisor does not bar our own signal, once its process is found: a frozen libvirtd takes three seconds,
     * which is all that is left after SIGTERM.
     */
    void apply(Machine machine, OwnerAllowList allowList, Apply apply, CompletableFuture<Void> written) {
        var uuid = apply.domain().uuid();
        var act = new Act(machine.id(), uuid, apply.force(), isHeld.test(machine.id(), uuid));
        if (!underWay.add(act)) {
            return;
        }
        threads.execute(() -> {
            try {
                applyAndTell(machine, allowList, apply, written);
            } finally {
                underWay.remove(act);
            }
        });
    }

    private void applyAndTell(Machine machine, OwnerAllowList allowList, Apply apply, CompletableFuture<Void> written) {
        long before = System.nanoTime();
        String note = applyNow(machine, allowList, apply, written);
        LOG.info(
                "owner domain told to stop machineId={} domainUuid={} force={} tookMillis={} result={}",
                machine.id(),
                apply.domain().uuid(),
                apply.force(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before),
                note);
        observe.accept(machine.id(), new Observation.Applied(apply.vacateId(), apply.force(), note));
    }

    private String applyNow(Machine machine, OwnerAllowList allowList, Apply apply, CompletableFuture<Void> written) {
        try {
            return controls.of(machine, allowList, () -> await(written))
                    .apply(apply.force(), apply.domain(), apply.left());
        } catch (NotTheOwnersException e) {
            observe.accept(
                    machine.id(), new Observation.RefusedAtCall(apply.vacateId(), String.valueOf(e.getMessage())));
            return "refused: " + e.getMessage();
        } catch (ForceNotAppliedException e) {
            return "not applied: " + e.getMessage();
        }
    }

    private static void await(CompletableFuture<Void> written) {
        try {
            for (int look = 1; !isWritten(written); look++) {
                if (look == LOOKS) {
                    LOG.warn("acting before it is written down, the deadline waits on no disk");
                    return;
                }
            }
        } catch (ExecutionException e) {
            LOG.warn("acting before it is written down, it cannot be reason={}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isWritten(CompletableFuture<Void> written) throws InterruptedException, ExecutionException {
        try {
            written.get(WRITTEN_WITHIN_MILLIS / LOOKS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}
