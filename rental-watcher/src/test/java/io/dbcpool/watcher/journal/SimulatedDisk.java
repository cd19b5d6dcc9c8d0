package io.dbcpool.watcher.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A disk in memory that outlives the watcher, and can be full, read-only, or cut a write short. */
public final class SimulatedDisk implements Disk {

    /** Bytes of one file. */
    private static final class Content {
        private byte[] bytes = new byte[4096];
        private int length;

        void add(byte[] more, int count) {
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
            }
            System.arraycopy(more, 0, bytes, length, count);
            length += count;
        }
    }

    private final Map<Path, Content> files = new HashMap<>();
    private final Runnable beforeWrite;
    private long roomBytes = Long.MAX_VALUE;
    private boolean readOnly;
    private int copies;

    /** @param beforeWrite run before each write; what it throws leaves half of the bytes there */
    public SimulatedDisk(Runnable beforeWrite) {
        this.beforeWrite = beforeWrite;
    }

    public void fill(long room) {
        roomBytes = room;
    }

    public void readOnly(boolean now) {
        readOnly = now;
    }

    public void heal() {
        roomBytes = Long.MAX_VALUE;
        readOnly = false;
    }

    /** Flips a byte somewhere: an older record is corrupt from then on. */
    public void damage(int at) {
        files.forEach((path, content) -> {
            if (content.length > 0) {
                content.bytes[at % content.length] ^= 0x41;
            }
        });
    }

    /** How many damaged files were kept. */
    public int copies() {
        return copies;
    }

    byte[] read(Path file) {
        var content = files.get(file);
        return content == null ? new byte[0] : Arrays.copyOf(content.bytes, content.length);
    }

    @Override
    public Out append(Path file) throws IOException {
        requireWritable();
        return new SimulatedOut(files.computeIfAbsent(file, path -> new Content()));
    }

    @Override
    public Out create(Path file) throws IOException {
        requireWritable();
        if (roomBytes <= 0) {
            throw new IOException("No space left on device");
        }
        var content = new Content();
        files.put(file, content);
        return new SimulatedOut(content);
    }

    @Override
    public void replace(Path fresh, Path old) throws IOException {
        requireWritable();
        var content = files.remove(fresh);
        if (content == null) {
            throw new IOException("No such file: " + fresh);
        }
        files.put(old, content);
    }

    @Override
    public void discard(Path file) throws IOException {
        requireWritable();
        files.remove(file);
    }

    @Override
    public void keepAs(Path file, Path name) throws IOException {
        requireWritable();
        copies++;
    }

    private void requireWritable() throws IOException {
        if (readOnly) {
            throw new IOException("Read-only file system");
        }
    }

    private final class SimulatedOut implements Out {

        private final Content content;

        SimulatedOut(Content content) {
            this.content = content;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            requireWritable();
            boolean done = false;
            try {
                beforeWrite.run();
                done = true;
            } finally {
                if (!done) {
                    content.add(bytes, bytes.length / 2);
                }
            }
            int fits = (int) Math.min(bytes.length, Math.max(0, roomBytes));
            content.add(bytes, fits);
            roomBytes -= roomBytes == Long.MAX_VALUE ? 0 : fits;
            if (fits < bytes.length) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void truncate(long bytes) throws IOException {
            requireWritable();
            content.length = (int) Math.min(content.length, bytes);
        }

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public void force() throws IOException {
            requireWritable();
        }

        @Override
        public void close() {
            // there is nothing to close
        }
    }
}
