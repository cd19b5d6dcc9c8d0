package io.dbcpool.watcher.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Hands each call on to the local disk; what differs is said where it is extended. */
class ForwardingDisk implements Disk {

    private final LocalDisk disk = new LocalDisk();

    /** What stands between the journal and a file of this disk. */
    Out around(Out out) {
        return out;
    }

    @Override
    public Out append(Path file) throws IOException {
        return around(disk.append(file));
    }

    @Override
    public Out create(Path file) throws IOException {
        return around(disk.create(file));
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

    /** Hands each call on to a file. */
    static class ForwardingOut implements Out {

        private final Out out;

        ForwardingOut(Out out) {
            this.out = out;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        @Override
        public void truncate(long bytes) throws IOException {
            out.truncate(bytes);
        }

        @Override
        public long size() throws IOException {
            return out.size();
        }

        @Override
        public void force() throws IOException {
            out.force();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
