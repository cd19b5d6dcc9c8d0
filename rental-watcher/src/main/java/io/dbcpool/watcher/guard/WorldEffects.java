package io.dbcpool.watcher.guard;

import io.dbcpool.bus.Publisher;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.guard.Effect.Apply;
import io.dbcpool.watcher.guard.Effect.Clear;
import io.dbcpool.watcher.guard.Effect.LookForEnd;
import io.dbcpool.watcher.guard.Effect.LookForProcess;
import io.dbcpool.watcher.guard.Effect.Publish;
import io.dbcpool.watcher.guard.Effect.Raise;
import io.dbcpool.watcher.guard.Effect.Ran;
import io.dbcpool.watcher.guard.Effect.SignReceipt;
import io.dbcpool.watcher.guard.Effect.Start;
import io.dbcpool.watcher.guard.Effect.Write;
import io.dbcpool.watcher.journal.Journal;
import io.dbcpool.watcher.owner.OwnerAllowList;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Effects} on the real journal, topics, processes and domains. Used by the guard's thread. */
final class WorldEffects implements Effects {

    private static final Logger LOG = LoggerFactory.getLogger(WorldEffects.class);

    private final Journal journal;
    private final Publisher publisher;
    private final ReceiptDesk receipts;
    private final DomainStopper stopper;
    private final DomainStarter starter;
    private final ProcessWatch processes;
    private final Conditions conditions;
    private final GuardMeters meters;
    private final String source;
    private final HostClock clock;
    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

    WorldEffects(
            Journal journal,
            Publisher publisher,
            ReceiptDesk receipts,
            DomainStopper stopper,
            DomainStarter starter,
            ProcessWatch processes,
            Conditions conditions,
            GuardMeters meters,
            String source,
            HostClock clock) {
        this.journal = journal;
        this.publisher = publisher;
        this.receipts = receipts;
        this.stopper = stopper;
        this.starter = starter;
        this.processes = processes;
        this.conditions = conditions;
        this.meters = meters;
        this.source = source;
        this.clock = clock;
    }

    @Override
    public void carryOut(Machine machine, OwnerAllowList allowList, Effect effect) {
        if (effect instanceof Write write) {
            written = journal.append(write.record());
        } else if (effect instanceof Publish publish) {
            publish(publish.id(), publish.event());
        } else if (effect instanceof Apply apply) {
            stopper.apply(machine, allowList, apply, written);
        } else if (effect instanceof Start start) {
            starter.start(machine, allowList, start.domain(), writtenToLast());
        } else if (effect instanceof LookForProcess look) {
            var unused = processes.look(machine.id(), look.domain());
        } else if (effect instanceof LookForEnd look) {
            processes.lookForEnd(machine.id(), look.process(), look.held());
        } else if (effect instanceof SignReceipt sign) {
            receipts.complete(sign.draft(), this::log, told -> publish(told.id(), told.event()));
        } else if (effect instanceof Raise raise) {
            conditions.raise(machine, raise);
        } else if (effect instanceof Clear clear) {
            conditions.clear(machine, clear);
        } else if (effect instanceof Ran ran) {
            meters.ranLate(ran.alarm());
        }
    }

    @Override
    public Optional<VacateCompleted> findLastReceipt(MachineId machineId) {
        return receipts.findLast(machineId);
    }

    /** A start that the next watcher would know nothing of is not begun. */
    private CompletableFuture<Void> writtenToLast() {
        return journal.outlivesThisRun()
                ? written
                : CompletableFuture.failedFuture(new IOException("the journal is kept nowhere"));
    }

    private void log(VacateCompleted receipt) {
        meters.vacateEnded(receipt);
        LOG.info(
                "vacate over machineId={} domainUuid={} outcome={} endedBy={} elapsedMillis={} marginMillis={}",
                receipt.machineId(),
                receipt.domain().uuid(),
                receipt.outcome(),
                receipt.endedBy(),
                receipt.elapsedMillis(),
                receipt.marginMillis());
    }

    private void publish(String id, PoolEvent event) {
        publisher.publish(new Envelope(id, source, EventCodec.micros(clock.now().wall()), event));
    }
}
