package io.dbcpool.watcher.journal;

import io.dbcpool.watcher.journal.JournalKeeper.Pending;
import io.dbcpool.watcher.journal.JournalReader.Found;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * {@link FileJournal} on a simulated disk: its records, lines and file, with a world's time in place of its threads.
 */
public final class SimulatedJournal implements Journal {

    private static final Path FILE = Path.of("/state/journal");

    private final JournalKeeper keeper;
    private final List<JournalRecord> recovered;
    private final boolean lacksRecords;
    private final Consumer<Runnable> soon;
    private final Queue<Pending> waiting = new ArrayDeque<>();
    private boolean slow;

    private SimulatedJournal(
            JournalKeeper keeper, List<JournalRecord> recovered, boolean lacksRecords, Consumer<Runnable> soon) {
        this.lacksRecords = lacksRecords;
        this.keeper = keeper;
        this.recovered = List.copyOf(recovered);
        this.soon = soon;
    }

    /**
     * As {@link FileJournal#open}.
     *
     * @param soon does a write later, in order, while the disk is slow
     * @param asRead what a defect would make of the records that are read
     */
    public static Journal open(
            SimulatedDisk disk,
            LongSupplier nanos,
            Consumer<Runnable> soon,
            UnaryOperator<List<JournalRecord>> asRead) {
        var live = new LiveRecords();
        var found = read(disk, live);
        var recovered = asRead.apply(live.list());
        return new SimulatedJournal(
                new JournalKeeper(FILE, new JournalFile(FILE, disk, live, found, nanos), found, nanos),
                recovered,
                found.mayLackRecords(),
                soon);
    }

    private static Found read(SimulatedDisk disk, LiveRecords live) {
        try {
            return JournalReader.read(new ByteArrayInputStream(disk.read(FILE)), live::add);
        } catch (IOException e) {
            return Found.unread(e);
        }
    }

    /** From now on, or no longer, writes are done by {@code soon}. */
    public void slow(boolean now) {
        slow = now;
    }

    @Override
    public List<JournalRecord> recovered() {
        return recovered;
    }

    @Override
    public boolean mayLackRecords() {
        return lacksRecords;
    }

    @Override
    public CompletableFuture<Void> append(JournalRecord record) {
        var pending = new Pending(record, new PatientFuture());
        keeper.expect(pending);
        waiting.add(pending);
        if (slow) {
            soon.accept(this::appendNext);
        } else {
            while (!waiting.isEmpty()) { // what waited for a disk that was slow comes first
                appendNext();
            }
        }
        return pending.written();
    }

    private void appendNext() {
        var next = waiting.poll();
        if (next != null) {
            keeper.append(next);
        }
    }

    /** What the thread does that forces and compacts. */
    public void keepUp() {
        keeper.force();
        keeper.compactIfDue();
    }

    @Override
    public boolean outlivesThisRun() {
        return keeper.hasFile();
    }

    @Override
    public String trouble() {
        return keeper.trouble();
    }

    @Override
    public void close() {
        keeper.close();
    }

    /** Whoever waits for it has waited already: the simulated threads let a task begin when its patience is over. */
    private static final class PatientFuture extends CompletableFuture<Void> {

        @Override
        @SuppressWarnings("NullAway") // a Void has no other value
        public Void get(long timeout, TimeUnit unit)
                throws InterruptedException, java.util.concurrent.ExecutionException, TimeoutException {
            if (!isDone()) {
                throw new TimeoutException();
            }
            return super.get(timeout, unit);
        }
    }
}
