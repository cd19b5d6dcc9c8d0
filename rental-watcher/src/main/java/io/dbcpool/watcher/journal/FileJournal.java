package io.dbcpool.watcher.journal;

import io.dbcpool.watcher.journal.JournalKeeper.Pending;
import io.dbcpool.watcher.journal.JournalReader.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A {@link Journal} in one append-only file.
 *
 * <p>A torn last line is what a kill in the middle of a write leaves: it is dropped. A bad line before the last is a
 * damaged disk: the file is kept beside it, what can be read is used, and {@link #trouble()} says so. Ten seconds after
 * it was opened, and whenever it has grown, it is written anew with the records that still mean something
 * ({@link LiveRecords}); not before, because whoever opens it may be in the midst of a vacate. While that fails the old
 * file goes on, or none; what could not be added to it is in the next new one.
 */
public final class FileJournal implements Journal {

    /** What is written meanwhile goes to the disk together. */
    private static final long FORCE_AFTER_MILLIS = 20;

    /** Some 60 KiB, so that the first of them waits for no more than a moment until the last has its words. */
    private static final int TOGETHER = 100;

    /** Where so many wait, whoever brings more finds their words: so nobody decides faster than it is written down. */
    private static final int BEHIND = TOGETHER;

    /** Some 50 MiB. No pool is so large that all its acts are so many: the disk hangs, and memory has an end. */
    static final int MOST_WAITING = 50_000;

    private final JournalKeeper keeper;
    private final List<JournalRecord> recovered;
    private final boolean lacksRecords;
    /** Empty: it is closed, and nothing comes after. */
    private final LinkedBlockingQueue<Optional<Pending>> queue = new LinkedBlockingQueue<>();

    private final Semaphore unforced = new Semaphore(0);
    private final Thread writer = new Thread(this::write, "journal");
    private volatile boolean closing;

    private FileJournal(JournalKeeper keeper, List<JournalRecord> recovered, boolean lacksRecords) {
        this.keeper = keeper;
        this.recovered = recovered;
        this.lacksRecords = lacksRecords;
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * Where the file cannot be read to its end, what could be read counts; where it cannot be written, what is told is
     * kept in memory until it can.
     */
    public static Journal open(Path path) {
        return open(path, new LocalDisk());
    }

    static Journal open(Path path, Disk disk) {
        return open(path, disk, System::nanoTime);
    }

    /** @param nanos the monotonic clock */
    static Journal open(Path path, Disk disk, LongSupplier nanos) {
        var live = new LiveRecords();
        var found = read(path, live);
        var recovered = live.list();
        return new FileJournal(
                new JournalKeeper(path, new JournalFile(path, disk, live, found, nanos), found, nanos),
                recovered,
                found.mayLackRecords());
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
        var pending = new Pending(record);
        if (closing) {
            pending.written().completeExceptionally(new IOException("the journal is closed"));
        } else if (queue.size() >= MOST_WAITING) {
            keeper.refuse(pending, "%d records wait for the disk already".formatted(MOST_WAITING));
        } else {
            keeper.expect(pending);
            queue.add(Optional.of(queue.size() < BEHIND ? pending : pending.wordedNow()));
        }
        return pending.written();
    }

    /** Writes the record and reads it back, without a file: for a rehearsal. */
    public static Optional<JournalRecord> rehearse(JournalRecord record) {
        return JournalLine.find(new String(JournalLine.write(record), StandardCharsets.UTF_8).strip());
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
        closing = true;
        queue.add(Optional.empty());
        try {
            writer.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        var disk = new Thread(this::forceAndCompact, "journal-disk");
        disk.setDaemon(true);
        disk.start();
        try (keeper) {
            for (var waiting = takeAll(); !waiting.isEmpty(); waiting = takeAll()) {
                append(waiting);
                unforced.release();
            }
            unforced.release();
            disk.join();
            keeper.force();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One write that fails by a defect must not leave all that comes after it unwritten. */
    private void append(List<Pending> waiting) {
        try {
            keeper.append(waiting);
        } catch (RuntimeException e) {
            keeper.appendFailed(waiting, e);
        }
    }

    /**
     * What waits goes by one write: where a whole pool is rented at once thousands of acts wait for theirs. Nothing: it
     * is closed.
     */
    private List<Pending> takeAll() throws InterruptedException {
        var waiting = new ArrayList<Optional<Pending>>();
        waiting.add(queue.take());
        queue.drainTo(waiting, TOGETHER - 1);
        var taken = waiting.stream().flatMap(Optional::stream).toList();
        if (!taken.isEmpty() && taken.size() < waiting.size()) {
            queue.add(Optional.empty()); // it is closed when these are written, and nothing comes after
        }
        return taken;
    }

    /** By a thread of its own: a record that comes while the disk is busy is given to the system all the same. */
    private void forceAndCompact() {
        try {
            while (!closing) {
                boolean hasNew = unforced.tryAcquire(JournalFile.RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS);
                if (hasNew) {
                    Thread.sleep(FORCE_AFTER_MILLIS);
                    unforced.drainPermits();
                }
                keepUp(hasNew);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepUp(boolean hasNew) {
        try {
            if (hasNew) {
                keeper.force();
            }
            // What waits goes first: to write all anew takes as long as thousands of records.
            if (queue.size() < BEHIND) {
                keeper.compactIfDue();
            }
        } catch (RuntimeException e) {
            keeper.diskFailed(e);
        }
    }

    private static Found read(Path path, LiveRecords live) {
        if (!Files.exists(path)) {
            return Found.NOTHING;
        }
        try (var in = Files.newInputStream(path)) {
            return JournalReader.read(in, live::add);
        } catch (IOException e) {
            return Found.unread(e);
        }
    }
}
