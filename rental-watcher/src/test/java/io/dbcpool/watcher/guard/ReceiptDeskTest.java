package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.journal.Journal;
import io.dbcpool.watcher.journal.JournalRecord;
import io.dbcpool.watcher.journal.JournalRecord.VacateEnded;
import io.dbcpool.watcher.receipt.ReceiptBook;
import io.dbcpool.watcher.receipt.ReceiptShelf;
import io.dbcpool.watcher.receipt.SimulatedKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiptDeskTest {

    private final SlowJournal journal = new SlowJournal();
    private final HeldTimer timer = new HeldTimer();
    private final List<Runnable> onThread = new ArrayList<>();
    private final ReceiptDesk desk = new ReceiptDesk(
            journal,
            new ReceiptBook(SimulatedKeys.of(1), List.of()),
            new ReceiptShelf.InMemory(List.of()),
            timer,
            onThread::add);
    private final List<VacateCompleted> signed = new ArrayList<>();
    private final List<Effect.Publish> told = new ArrayList<>();

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    /** Killed before it is written, the next watcher signs another one of the same vacate. */
    @Test
    void aReceiptIsToldWhenItIsWritten() {
        complete();
        assertThat(journal.appended).containsExactly(new VacateEnded(receipt()));
        assertThat(told).isEmpty();

        journal.written.complete(null);
        runThread();
        assertThat(told).containsExactly(VacateTold.completed(receipt()));
    }

    /** The guard's thread has machines to free. */
    @Test
    void nothingIsSignedByWhoeverAsksForIt() {
        desk.complete(draft(), signed::add, told::add);
        assertThat(signed).isEmpty();
        assertThat(journal.appended).isEmpty();

        runThread();
        assertThat(signed).hasSize(1);
    }

    @Test
    void oneThatCannotBeWrittenIsToldAllTheSame() {
        complete();
        journal.written.completeExceptionally(new IOException("No space left on device"));
        runThread();

        assertThat(told).containsExactly(VacateTold.completed(receipt()));
    }

    @Test
    void oneThatADiskHoldsUpIsToldAfterAWhileAndOnce() {
        complete();
        assertThat(timer.delay).isEqualTo(Duration.ofSeconds(5));
        timer.held.forEach(Runnable::run);
        assertThat(told).hasSize(1);

        journal.written.complete(null);
        runThread();
        assertThat(told).hasSize(1);
    }

    private void complete() {
        desk.complete(draft(), signed::add, told::add);
        runThread();
    }

    private void runThread() {
        while (!onThread.isEmpty()) {
            onThread.remove(0).run();
        }
    }

    private VacateCompleted receipt() {
        return signed.get(0);
    }

    private static VacateCompleted draft() {
        var machine = new PlayedMachine(Restart.NEVER, Optional.empty());
        machine.see(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.hearRenting();
        machine.goesOff();
        machine.passUntil(2_000);
        return machine.effects(Effect.SignReceipt.class).get(0).draft();
    }

    private static final class SlowJournal implements Journal {

        private final List<JournalRecord> appended = new ArrayList<>();
        private final CompletableFuture<Void> written = new CompletableFuture<>();

        @Override
        public List<JournalRecord> recovered() {
            return List.of();
        }

        @Override
        public boolean mayLackRecords() {
            return false;
        }

        @Override
        public CompletableFuture<Void> append(JournalRecord record) {
            appended.add(record);
            return written;
        }

        @Override
        public boolean outlivesThisRun() {
            return true;
        }

        @Override
        public String trouble() {
            return "";
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /** Runs nothing until the test does. */
    private static final class HeldTimer extends ScheduledThreadPoolExecutor {

        private final List<Runnable> held = new ArrayList<>();
        private Duration delay = Duration.ZERO;

        HeldTimer() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long after, TimeUnit unit) {
            held.add(task);
            delay = Duration.of(after, unit.toChronoUnit());
            return super.schedule(() -> {}, 0, unit);
        }
    }
}
