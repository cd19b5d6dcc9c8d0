package io.dbcpool.bus.outbox;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps records in memory for the caller and on an {@link OutboxDisk} for the next process. Whoever has made it calls
 * {@link #workAt} again and again, by one thread: nothing is written but then. A disk that fails is opened anew every
 * two seconds, and until it is back records are kept in memory.
 */
public final class KeptOutbox implements Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(KeptOutbox.class);

    private static final int WRITE_BATCH = 1000;
    private static final long REOPEN_EVERY_NANOS = Duration.ofSeconds(2).toNanos();

    private final OutboxDisk.Place place;
    private final InstantSource clock;
    private final Runnable onWork;
    private final MemoryOutbox unwritten;
    /** Known to Kafka, and on disk or about to be. */
    private final NavigableSet<Long> acknowledged = new ConcurrentSkipListSet<>();
    /** Records up to this position may be on disk; guarded by {@link #unwritten}. */
    private long writtenUpTo;

    /** Guarded by {@link #unwritten}. */
    private final RecentlyWritten recent;

    private final AtomicLong corruptFiles = new AtomicLong();
    private volatile @Nullable OutboxDisk disk;
    private volatile @Nullable RuntimeException readFailure;
    private boolean diskFails;
    private long reopenAtNanos;

    /**
     * Opens the disk, or goes on without.
     *
     * @param onWork run when there is something to do that should not wait; must not block
     */
    public KeptOutbox(OutboxDisk.Place place, InstantSource clock, long nowNanos, Runnable onWork) {
        this(place, clock, nowNanos, onWork, RecentlyWritten.MOST);
    }

    /** @param remembered how many that are on the disk are kept in memory as well */
    KeptOutbox(OutboxDisk.Place place, InstantSource clock, long nowNanos, Runnable onWork, int remembered) {
        this.place = place;
        this.clock = clock;
        this.onWork = onWork;
        // Above what an earlier process has left, even where its file cannot be read now.
        long first = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        this.unwritten = new MemoryOutbox(first);
        this.writtenUpTo = first - 1;
        this.recent = new RecentlyWritten(first - 1, remembered);
        this.reopenAtNanos = nowNanos;
        tryToOpen();
    }

    /** How many files were moved aside since this was opened. */
    public long corruptFiles() {
        return corruptFiles.get();
    }

    @Override
    public long append(OutgoingRecord record, Instant at) {
        long position = unwritten.append(record, at);
        onWork.run();
        return position;
    }

    @Override
    public List<OutboxEntry> readAfter(long position, int limit) {
        // Memory first: what the writer moves to disk in between is then seen twice, and never not at all.
        List<OutboxEntry> memory;
        Optional<List<OutboxEntry>> written;
        synchronized (unwritten) {
            memory = unwritten.readAfter(position, limit);
            written = recent.findAfter(position, limit);
        }
        if (written.isPresent()) {
            return Stream.concat(written.get().stream(), memory.stream())
                    .limit(limit)
                    .toList();
        }
        var entries = new TreeMap<Long, OutboxEntry>();
        memory.forEach(entry -> entries.put(entry.position(), entry));
        readDisk(position, limit).forEach(entry -> entries.put(entry.position(), entry));
        return MemoryOutbox.upTo(limit, entries);
    }

    private List<OutboxEntry> readDisk(long position, int limit) {
        var file = disk;
        if (file == null) {
            return List.of();
        }
        // Before the file is read: what leaves it, and is forgotten here, while it is read has to be passed over too.
        var gone = Set.copyOf(acknowledged.tailSet(position, false));
        try {
            return file.readAfter(position, limit, at -> !gone.contains(at));
        } catch (RuntimeException e) {
            // Closing the file is the writer's.
            if (file == disk) {
                readFailure = e;
                onWork.run();
            }
            return List.of();
        }
    }

    @Override
    public void remove(long position) {
        synchronized (unwritten) {
            unwritten.remove(position);
            recent.remove(position);
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

    /** Opens a disk that failed, if it is time to, and writes down what there is. */
    public void workAt(long nowNanos) {
        if (disk == null && nowNanos - reopenAtNanos >= 0) {
            tryToOpen();
            reopenAtNanos = nowNanos + REOPEN_EVERY_NANOS;
        }
        writeDown();
    }

    /** How many records would be lost if the process ended now. */
    long unwritten() {
        return unwritten.size().records();
    }

    @Override
    public void close() {
        writeDown();
        var opened = disk;
        if (opened != null) {
            closeFile(opened);
        }
    }

    /** Everything is written by then, so that a failure loses nothing. */
    private void closeFile(OutboxDisk opened) {
        try {
            opened.close();
        } catch (RuntimeException e) {
            LOG.warn("outbox file was not closed cleanly file={}", place, e);
            opened.abandon();
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
                remember(batch);
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

    private void remember(List<OutboxEntry> written) {
        synchronized (unwritten) {
            written.stream().filter(entry -> unwritten.take(entry.position())).forEach(recent::add);
        }
    }

    private void tryToOpen() {
        try {
            var opened = place.open();
            synchronized (unwritten) {
                unwritten.continueFrom(opened.lastPosition() + 1);
                writtenUpTo = Math.max(writtenUpTo, opened.lastPosition());
                recent.beginBehind(writtenUpTo);
            }
            disk = opened;
        } catch (IOException | RuntimeException e) {
            onFailure(e);
        }
    }

    private void onFailure(Exception e) {
        if (e instanceof RuntimeException failure && place.isCorrupt(failure)) {
            moveAside(failure);
        } else if (!diskFails) {
            diskFails = true;
            LOG.error("outbox cannot use its disk, records are kept in memory file={}", place, e);
        }
    }

    private void moveAside(RuntimeException failure) {
        try {
            String to = place.moveAside(clock.instant());
            corruptFiles.incrementAndGet();
            LOG.error("outbox file is corrupt, what it held is not sent file={} movedTo={}", place, to, failure);
            disk = place.open();
        } catch (IOException | RuntimeException e) {
            diskFails = true;
            LOG.error("outbox file is corrupt and a new one cannot be begun file={}", place, e);
        }
    }
}
