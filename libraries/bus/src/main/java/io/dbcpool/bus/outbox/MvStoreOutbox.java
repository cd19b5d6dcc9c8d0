package io.dbcpool.bus.outbox;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps records in memory for the caller and in {@code <dir>/outbox.mv} for the next process. One thread of its own
 * writes, so that a disk that is slow, full or gone holds up nobody: until it is back, records are kept in memory, and
 * {@link OutboxSize#inMemoryOnly} grows.
 *
 * <p>A file that cannot be read is moved aside as {@code outbox.mv.corrupt-<time>}, and a new one begun. One that
 * another process has locked is waited for.
 */
public final class MvStoreOutbox implements Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(MvStoreOutbox.class);

    /** Acknowledged records leave the disk in batches: each commit costs at least a block of 4 KiB. */
    private static final long REMOVE_EVERY_MILLIS = 200;

    /**
     * Between two turns of the writer: most of what comes while much is told is acknowledged by then, and costs the
     * disk nothing. What is told after a pause is written at once.
     */
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /**
     * The writer takes a fifth of one processor at most. Without that it takes more the less there is: the later Kafka
     * acknowledges, the more has to be written, and removed again.
     */
    private static final int REST_FOR_WORK = 4;

    private static final long LONGEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final long CLOSE_MILLIS = 5_000;

    private final Path file;
    private final Semaphore wake = new Semaphore(0);
    private final KeptOutbox kept;
    private final Thread writer = new Thread(this::write, "outbox-writer");
    private volatile boolean closing;

    private MvStoreOutbox(Path file, InstantSource clock) {
        this.file = file;
        this.kept = new KeptOutbox(OutboxFile.at(file), clock, System.nanoTime(), wake::release);
        writer.setDaemon(true);
    }

    /** Opens the outbox in a folder, which is made if need be. Never fails: see the class. */
    public static MvStoreOutbox open(Path directory, InstantSource clock) {
        var outbox = new MvStoreOutbox(directory.resolve("outbox.mv"), clock);
        outbox.writer.start();
        return outbox;
    }

    /** How many files were moved aside since this was opened. */
    public long corruptFiles() {
        return kept.corruptFiles();
    }

    @Override
    public long append(OutgoingRecord record, Instant at) {
        return kept.append(record, at);
    }

    @Override
    public List<OutboxEntry> readAfter(long position, int limit) {
        return kept.readAfter(position, limit);
    }

    @Override
    public void remove(long position) {
        kept.remove(position);
    }

    @Override
    public OutboxSize size() {
        return kept.size();
    }

    @Override
    public Optional<Instant> oldest() {
        return kept.oldest();
    }

    @Override
    public void close() {
        closing = true;
        wake.release();
        LockSupport.unpark(writer);
        try {
            writer.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long left = kept.unwritten();
        if (left > 0) {
            LOG.error("outbox closed without its disk, its records are lost file={} records={}", file, left);
        }
    }

    private void write() {
        while (!closing) {
            awaitWork();
            long begun = System.nanoTime();
            long processorBegun = THREADS.getCurrentThreadCpuTime();
            kept.workAt(begun);
            long worked = THREADS.getCurrentThreadCpuTime() - processorBegun;
            LockSupport.parkNanos(restNanos(System.nanoTime() - begun, worked));
        }
        kept.close();
    }

    /**
     * @param took from the beginning of the turn to its end
     * @param worked how much of it the processor was at it; the rest was the disk's
     */
    static long restNanos(long took, long worked) {
        return Math.max(TURN_NANOS - took, Math.min(REST_FOR_WORK * worked, LONGEST_REST_NANOS));
    }

    private void awaitWork() {
        try {
            if (wake.tryAcquire(REMOVE_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            closing = true;
        }
    }
}
