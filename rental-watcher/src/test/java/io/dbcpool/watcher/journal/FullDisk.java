package io.dbcpool.watcher.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A disk with so much room, on which a write that does not fit is done half, as the system does it. */
final class FullDisk implements Disk {

    private final LocalDisk disk = new LocalDisk();
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
        return new FullOut(disk.append(file));
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
        return new FullOut(disk.create(file));
    }

    @Override
    public void replace(Path fresh, Path old) throws IOException {
        disk.replace(fresh, old);
    }

    @Override
    public void discard(Path file) throws IOException {
        disk.discard(file);
    }

    @Override
    public void keepAs(Path file, Path name) throws IOException {
        disk.keepAs(file, name);
    }

    private final class FullOut implements Out {

        private final Out out;

        FullOut(Out out) {
            this.out = out;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            writes.incrementAndGet();
            int fits = (int) Math.min(bytes.length, room.get());
            out.write(Arrays.copyOf(bytes, fits));
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
            long before = out.size();
            out.truncate(bytes);
            room.addAndGet(before - bytes);
        }

        @Override
        public long size() throws IOException {
            return out.size();
        }

        @Override
        public void force() throws IOException {
            var act = whileForcing;
            whileForcing = () -> {};
            act.run();
            out.force();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
