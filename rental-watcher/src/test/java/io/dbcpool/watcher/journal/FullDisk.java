package io.dbcpool.watcher.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A disk with so much room, on which a write that does not fit is done half, as the system does it. */
final class FullDisk extends ForwardingDisk {

    private final AtomicLong room;
    private final AtomicInteger writes = new AtomicInteger();
    private volatile boolean truncates = true;
    private volatile boolean makesFiles = true;
    private volatile boolean readOnly;
    private Act whileForcing = () -> {};

    interface Act {
        void run() throws IOException;
    }

    FullDisk(long roomBytes) {
        room = new AtomicLong(roomBytes);
    }

    static FullDisk readOnly() {
        var disk = new FullDisk(0);
        disk.readOnly = true;
        return disk;
    }

    void writable() {
        readOnly = false;
        room.set(1 << 20);
    }

    void room(long bytes) {
        room.set(bytes);
    }

    void doesNotTruncate() {
        truncates = false;
    }

    /** Done once, during the next force. */
    void whileForcing(Act act) {
        whileForcing = act;
    }

    int writes() {
        return writes.get();
    }

    void makesNoFiles() {
        makesFiles = false;
    }

    @Override
    public Out append(Path file) throws IOException {
        requireWritable();
        return super.append(file);
    }

    private void requireWritable() throws IOException {
        if (readOnly) {
            throw new IOException("Read-only file system");
        }
    }

    @Override
    public Out create(Path file) throws IOException {
        requireWritable();
        if (!makesFiles) {
            throw new IOException("No space left on device");
        }
        return super.create(file);
    }

    @Override
    Out around(Out out) {
        return new FullOut(out);
    }

    private final class FullOut extends ForwardingOut {

        FullOut(Out out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            writes.incrementAndGet();
            int fits = (int) Math.min(bytes.length, room.get());
            super.write(Arrays.copyOf(bytes, fits));
            room.addAndGet(-fits);
            if (fits < bytes.length) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void truncate(long bytes) throws IOException {
            if (!truncates) {
                throw new IOException("Operation not permitted");
            }
            long before = size();
            super.truncate(bytes);
            room.addAndGet(before - bytes);
        }

        @Override
        public void force() throws IOException {
            var act = whileForcing;
            whileForcing = () -> {};
            act.run();
            super.force();
        }
    }
}
