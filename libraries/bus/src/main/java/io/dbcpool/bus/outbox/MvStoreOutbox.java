package io.dbcpool.bus.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
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

    private static final int WRITE_BATCH = 1000;
    /** Acknowledged records leave the disk in batches: each commit costs at least a block of 4 KiB. */
    private static final long REMOVE_EVERY_MILLIS = 200;

    private static final long REOPEN_EVERY_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long CLOSE_MILLIS = 5_000;

    private final Path file;
    private final InstantSource clock;
    private final MemoryOutbox unwritten;
    /** Known to Kafka, and on disk or about to be. */
    private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();
    /** Records up to this position may be on disk; guarded by {@link #unwritten}. */
    private long writtenUpTo;

    private final AtomicLong corruptFiles = new AtomicLong();
    private final Semaphore wake = new Semaphore(0);
    private final Thread writer;
    private volatile @Nullable OutboxFile disk;
    private volatile @Nullable RuntimeException readFailure;
    private volatile boolean closing;
    private boolean diskFails;

    private MvStoreOutbox(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        // Above what an earlier process has left, even where its file cannot be read now.
        long first = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        this.unwritten = new MemoryOutbox(first);
        this.writtenUpTo = first - 1;
        this.writer = new Thread(this::write, "outbox-writer");
        writer.setDaemon(true);
    }

    /** Opens the outbox in a folder, which is made if need be. Never fails: see the class. */
    public static MvStoreOutbox open(Path directory, InstantSource clock) {
        var outbox = new MvStoreOutbox(directory.resolve("outbox.mv"), clock);
        outbox.tryToOpen();
        outbox.writer.start();
        return outbox;
    }

    /** How many files were moved aside since this was opened. */
    public long corruptFiles() {
        return corruptFiles.get();
    }

    @Override
    public long append(OutgoingRecord record, Instant at) {
        long position = unwritten.append(record, at);
        wake.release();
        return position;
    }

    @Override
    public List<OutboxEntry> readAfter(long position, int limit) {
        // Memory first: what the writer moves to disk in between is then seen twice, and never not at all.
        var entries = new TreeMap<Long, OutboxEntry>();
        unwritten.readAfter(position, limit).forEach(entry -> entries.put(entry.position(), entry));
        readDisk(position, limit).forEach(entry -> entries.put(entry.position(), entry));
        return entries.values().stream().limit(limit).toList();
    }

    private List<OutboxEntry> readDisk(long position, int limit) {
        var file = disk;
        if (file == null) {
            return List.of();
        }
        try {
            return file.readAfter(position, limit, at -> !acknowledged.contains(at));
        } catch (RuntimeException e) {
            // Closing the file is the writer's.
            if (file == disk) {
                readFailure = e;
                wake.release();
            }
            return List.of();
        }
    }

    @Override
    public void remove(long position) {
        synchronized (unwritten) {
            unwritten.remove(position);
            if (position <= writtenUpTo) {
                acknowledged.add(position);
            }
        }
    }

    @Override
    public OutboxSize size() {
        var memory = unwritten.size();
        var file = disk;
        if (file == null) {
            return memory;
        }
        return new OutboxSize(
                Math.max(0, file.records() - acknowledged.size()) + memory.records(),
                memory.records(),
                file.bytes() + memory.bytes());
    }

    @Override
    public Optional<Instant> oldest() {
        return readAfter(FRONT, 1).stream().findFirst().map(OutboxEntry::appendedAt);
    }

    @Override
    public void close() {
        closing = true;
        wake.release();
        try {
            writer.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long left = unwritten.size().records();
        if (left > 0) {
            LOG.error("outbox closed without its disk, its records are lost file={} records={}", file, left);
        }
    }

    private void write() {
        long reopenAt = System.nanoTime();
        while (!closing) {
            awaitWork();
            if (disk == null && System.nanoTime() - reopenAt >= 0) {
                tryToOpen();
                reopenAt = System.nanoTime() + REOPEN_EVERY_NANOS;
            }
            writeDown();
        }
        writeDown();
        var opened = disk;
        if (opened != null) {
            closeFile(opened);
        }
    }

    /** Everything is written by then, so that a failure loses nothing. */
    private void closeFile(OutboxFile opened) {
        try {
            opened.close();
        } catch (RuntimeException e) {
            LOG.warn("outbox file was not closed cleanly file={}", file, e);
            opened.abandon();
        }
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

    private void writeDown() {
        var file = disk;
        if (file == null) {
            return;
        }
        try {
            var failure = readFailure;
            if (failure != null) {
                throw failure;
            }
            for (var batch = takeUpWriting(); !batch.isEmpty(); batch = takeUpWriting()) {
                file.write(batch);
                batch.forEach(entry -> unwritten.remove(entry.position()));
            }
            var gone = List.copyOf(acknowledged);
            if (!gone.isEmpty()) {
                file.remove(gone);
                gone.forEach(acknowledged::remove);
            }
            diskFails = false;
        } catch (RuntimeException e) {
            disk = null;
            readFailure = null;
            file.abandon();
            onFailure(e);
        }
    }

    /** What is acknowledged from here on has to leave the disk as well. */
    private List<OutboxEntry> takeUpWriting() {
        synchronized (unwritten) {
            var batch = unwritten.readAfter(FRONT, WRITE_BATCH);
            if (!batch.isEmpty()) {
                writtenUpTo = Math.max(writtenUpTo, batch.get(batch.size() - 1).position());
            }
            return batch;
        }
    }

    private void tryToOpen() {
        try {
            var opened = OutboxFile.open(file);
            synchronized (unwritten) {
                unwritten.continueFrom(opened.lastPosition() + 1);
                writtenUpTo = Math.max(writtenUpTo, opened.lastPosition());
            }
            disk = opened;
        } catch (IOException | RuntimeException e) {
            onFailure(e);
        }
    }

    private void onFailure(Exception e) {
        if (e instanceof RuntimeException failure && OutboxFile.isCorrupt(failure)) {
            moveAside(failure);
        } else if (!diskFails) {
            diskFails = true;
            LOG.error("outbox cannot use its disk, records are kept in memory file={}", file, e);
        }
    }

    private void moveAside(RuntimeException failure) {
        try {
            var to = OutboxFile.moveAside(file, clock.instant());
            corruptFiles.incrementAndGet();
            LOG.error("outbox file is corrupt, what it held is not sent file={} movedTo={}", file, to, failure);
            disk = OutboxFile.open(file);
        } catch (IOException | RuntimeException e) {
            diskFails = true;
            LOG.error("outbox file is corrupt and a new one cannot be begun file={}", file, e);
        }
    }
}
