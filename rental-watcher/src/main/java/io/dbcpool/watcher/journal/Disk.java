package io.dbcpool.watcher.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** What a {@link JournalFile} does to a disk. Every call may fail, also half way. */
interface Disk {

    /** A file that is written at its end. */
    interface Out extends Closeable {

        /** On failure a part of the bytes may be there. */
        void write(byte[] bytes) throws IOException;

        void truncate(long bytes) throws IOException;

        long size() throws IOException;

        /** Returns when the disk itself has what was written. */
        void force() throws IOException;
    }

    /** Makes the file, and its folder, if there is none. */
    Out append(Path file) throws IOException;

    /** An empty file, whatever was there before. */
    Out create(Path file) throws IOException;

    /** After a crash there is the one or the other, never a mixture. */
    void replace(Path fresh, Path old) throws IOException;

    /** Does nothing if there is none. */
    void discard(Path file) throws IOException;

    /** Keeps what is in the file now under a second name, also when the first is replaced. */
    void keepAs(Path file, Path name) throws IOException;
}
