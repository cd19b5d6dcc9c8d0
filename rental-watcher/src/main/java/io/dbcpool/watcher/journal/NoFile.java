package io.dbcpool.watcher.journal;

import java.io.IOException;

/**
 * In place of a file that cannot be opened, until one can be made.
 *
 * @param reason what the disk said
 */
record NoFile(IOException reason) implements Disk.Out {

    @Override
    public void write(byte[] bytes) throws IOException {
        throw new IOException(reason.getMessage(), reason);
    }

    @Override
    public void truncate(long bytes) {
        // nothing of it is there
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public void force() throws IOException {
        throw new IOException(reason.getMessage(), reason);
    }

    @Override
    public void close() {
        // there is nothing to close
    }
}
