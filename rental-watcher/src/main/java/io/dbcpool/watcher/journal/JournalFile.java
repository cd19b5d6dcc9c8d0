package io.dbcpool.watcher.journal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file and what of it still means something. One thread appends; another one forces and compacts beside it, and the
 * two meet only for as long as it takes to write a few lines into the system's memory.
 */
final class JournalFile implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);

    /**
     * By how much it may outgrow what is live: some two hundred records, or a dozen vacates. A watcher that comes up in
     * the midst of a vacate reads all of it first. Where more than that is live, as much again, so that what is written
     * anew stays in proportion to what is appended.
     */
    static final long GROWTH_BYTES = 128 << 10;

    /** A full disk is asked again so often, and not with each record. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    /** A file is as good as it was found for as long as a vacate may take that its reader has to go on with. */
    static final Duration AS_FOUND = Duration.ofSeconds(10);

    /** Twice this is too much: a process that never lives that long would add to it again and again. */
    private static final long MOST_AS_FOUND_BYTES = 1 << 20;

    /** Half of what is read, so that a later watcher that writes it in more words can still read it. */
    static final int RECORD_MAX_BYTES = JournalLine.MAX_BYTES / 2;

    /** Each time there is less to catch up with, where the disk is faster than what comes. */
    private static final int CATCHES_UP = 10;

    private static final byte[] NEW_LINE = {'\n'};

    private final Path path;
    private final Disk disk;
    private final LiveRecords live;
    private final LongSupplier nanos;

    /** Whether there is a file is asked by who must not wait for a disk that hangs, and each change holds the lock. */
    private volatile Disk.Out out;

    /** So far each line is a whole one. */
    private long bytes;

    private boolean inLine;
    private long compactedBytes;
    /** The file lacks something that is live, or holds what should not be there. */
    private boolean owed;

    private long compactNotBeforeNanos;
    private final long openedAtNanos;
    /** It was not written anew yet. */
    private boolean asFound = true;

    private ByteArrayOutputStream meanwhile = new ByteArrayOutputStream();
    private boolean compacting;
    private boolean copyOwed;

    /**
     * Goes on with a file that was read, and cuts off its last line if that is a bad one. Where the file cannot be
     * written, or was not read to its end, a new one is made as soon as the disk takes it.
     */
    JournalFile(Path path, Disk disk, LiveRecords live, JournalReader.Found found) {
        this(path, disk, live, found, System::nanoTime);
    }

    /** @param nanos the monotonic clock */
    JournalFile(Path path, Disk disk, LiveRecords live, JournalReader.Found found, LongSupplier nanos) {
        this.path = path;
        this.disk = disk;
        this.live = live;
        this.nanos = nanos;
        openedAtNanos = nanos.getAsLong();
        compactNotBeforeNanos = openedAtNanos;
        bytes = found.goodBytes();
        compactedBytes = Math.min(bytes, MOST_AS_FOUND_BYTES);
        inLine = found.endsInLine();
        copyOwed = found.mayLackRecords();
        out = found.failure().<Disk.Out>map(NoFile::new).orElseGet(this::open);
        if (!hasFile()) {
            bytes = 0;
            inLine = false;
            owed = true;
        }
    }

    private Disk.Out open() {
        try {
            var opened = disk.append(path);
            if (opened.size() > bytes) {
                cutBack(opened);
            }
            return opened;
        } catch (IOException e) {
            return new NoFile(e);
        }
    }

    /** Whether there is one. */
    boolean hasFile() {
        return !(out instanceof NoFile);
    }

    /** Why there is none. */
    synchronized Optional<IOException> findReasonOfNoFile() {
        return out instanceof NoFile none ? Optional.of(none.reason()) : Optional.empty();
    }

    /** A record in the words in which it is kept. */
    static final class Line {
        private final JournalRecord record;
        private final byte[] bytes;

        /** @throws IllegalArgumentException if it is too long for ever */
        Line(JournalRecord record) {
            this.record = record;
            bytes = JournalLine.write(record);
            if (bytes.length > RECORD_MAX_BYTES) {
                throw new IllegalArgumentException(
                        "wanted a record of at most %d bytes, but it has %d".formatted(RECORD_MAX_BYTES, bytes.length));
            }
        }
    }

    /**
     * Adds them, in this order and by one write.
     *
     * @throws IOException if none of them is there now; what they say is in the next file all the same
     */
    void append(List<Line> lines) throws IOException {
        var together = new ByteArrayOutputStream();
        lines.forEach(line -> together.writeBytes(line.bytes));
        synchronized (this) {
            lines.forEach(line -> live.add(line.record));
            if (compacting) {
                meanwhile.writeBytes(together.toByteArray());
            }
            write(together.toByteArray());
        }
    }

    /**
     * Adds one of those that could not be added together: a full disk may have room for it.
     *
     * @throws IOException if it is not, or not wholly, there now
     */
    synchronized void appendAlone(Line line) throws IOException {
        if (owed) { // else the file was written anew since, and has it
            write(line.bytes);
        }
    }

    private void write(byte[] lines) throws IOException {
        try {
            if (inLine) {
                out.write(NEW_LINE);
            }
            out.write(lines);
            bytes = inLine ? out.size() : bytes + lines.length;
            inLine = false;
        } catch (IOException e) {
            owed = true;
            cutBack(out);
            throw e;
        }
    }

    void force() throws IOException {
        Disk.Out current;
        synchronized (this) {
            current = out;
        }
        current.force();
    }

    /** After a force that failed nobody knows what the disk has. */
    synchronized void oweAll() {
        owed = true;
    }

    synchronized boolean isComplete() {
        return !owed;
    }

    synchronized boolean isCompactionDue() {
        long now = nanos.getAsLong();
        return (owed
                        || bytes > compactedBytes + Math.max(GROWTH_BYTES, compactedBytes)
                        || (asFound && now - openedAtNanos >= AS_FOUND.toNanos()))
                && now - compactNotBeforeNanos >= 0;
    }

    /**
     * Replaces the file by what is live; a damaged one is kept under another name first. Used by one thread.
     *
     * @throws IOException if the old one goes on instead
     */
    void compact() throws IOException {
        synchronized (this) {
            compactNotBeforeNanos = nanos.getAsLong() + RETRY_AFTER.toNanos();
            owed = true;
        }
        if (copyOwed) {
            disk.keepAs(
                    path,
                    path.resolveSibling(
                            path.getFileName() + ".damaged-" + Instant.now().toEpochMilli()));
            copyOwed = false;
        }
        var fresh = path.resolveSibling(path.getFileName() + ".new");
        boolean replaced = false;
        Disk.Out next = disk.create(fresh);
        try {
            byte[] snapshot = snapshot();
            next.write(snapshot);
            next.force();
            catchUp(next);
            Disk.Out old = replace(fresh, next, snapshot.length);
            replaced = true;
            old.close();
            next.force();
        } finally {
            synchronized (this) {
                compacting = false;
                meanwhile = new ByteArrayOutputStream();
            }
            if (!replaced) {
                next.close();
                disk.discard(fresh);
            }
        }
    }

    private byte[] snapshot() {
        List<JournalRecord> records;
        synchronized (this) {
            records = live.list();
            compacting = true;
        }
        var lines = new ByteArrayOutputStream();
        records.forEach(record -> lines.writeBytes(JournalLine.write(record)));
        return lines.toByteArray();
    }

    /**
     * What was appended since the snapshot goes after it, while more may come: where thousands of records come at once,
     * all but the last of them.
     */
    private void catchUp(Disk.Out next) throws IOException {
        byte[] more = takeMeanwhile();
        for (int round = 0; more.length > 0 && round < CATCHES_UP; round++) {
            next.write(more);
            more = takeMeanwhile();
        }
        next.write(more);
    }

    private synchronized byte[] takeMeanwhile() {
        byte[] taken = meanwhile.toByteArray();
        meanwhile = new ByteArrayOutputStream();
        return taken;
    }

    /**
     * The rest of it, and nothing can come between.
     *
     * @param liveBytes what of it was live; what came meanwhile has outgrown that already
     */
    private synchronized Disk.Out replace(Path fresh, Disk.Out next, long liveBytes) throws IOException {
        next.write(meanwhile.toByteArray());
        long size = next.size();
        disk.replace(fresh, path);
        var old = out;
        out = next;
        bytes = size;
        compactedBytes = liveBytes;
        compactNotBeforeNanos = nanos.getAsLong();
        inLine = false;
        owed = false;
        asFound = false;
        return old;
    }

    /** An empty line where none is needed does no harm. */
    private void cutBack(Disk.Out file) {
        try {
            file.truncate(bytes);
        } catch (IOException e) {
            inLine = true;
            owed = true;
            LOG.warn("journal's half line stays file={} reason={}", path, e.toString());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
