package io.dbcpool.cli.demo;

import io.dbcpool.bus.Followed;
import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gathers what the topics and we ourselves saw of the demo's machine, from several threads. */
final class Narrator {

    private final MachineId machineId;
    private final CountDownLatch empty = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CompletableFuture<VacateCompleted> receipt = new CompletableFuture<>();
    private Optional<Timeline> timeline = Optional.empty();

    Narrator(MachineId machineId) {
        this.machineId = machineId;
    }

    /** What came before is no part of the story. */
    synchronized void begin(Instant zero) {
        timeline = Optional.of(new Timeline(zero));
    }

    synchronized void saw(Instant at, String who, String what) {
        timeline.ifPresent(it -> it.add(at, who, what));
    }

    synchronized List<String> lines() {
        return timeline.map(Timeline::lines).orElse(List.of());
    }

    synchronized void onRecord(Followed record) {
        var event = record.envelope().event();
        if (!event.machine().equals(Optional.of(machineId))) {
            return;
        }
        timeline.ifPresent(it -> it.add(event));
        if (event instanceof BroadcastHeard heard && heard.status() == Word.EMPTY) {
            empty.countDown();
        }
        if (event instanceof VacateStarted) {
            begun.countDown();
        }
        if (event instanceof VacateCompleted completed) {
            receipt.complete(completed);
        }
    }

    /** Whether dbc.broadcasts has the node's word that the machine is empty. */
    boolean awaitEmpty(Duration limit) throws InterruptedException {
        return empty.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the watcher told in time that it has begun. */
    boolean awaitBegun(Duration limit) throws InterruptedException {
        return begun.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    Optional<VacateCompleted> awaitReceipt(Duration limit) throws InterruptedException {
        try {
            return Optional.of(receipt.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a receipt is never completed exceptionally", e);
        }
    }
}
