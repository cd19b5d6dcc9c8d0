package io.dbcpool.watcher.journal;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What must survive a crash of the watcher, in order. */
public interface Journal extends AutoCloseable {

    /** What was there when it was opened, oldest first. */
    List<JournalRecord> recovered();

    /** Whether that may not be all: a line of it was damaged, or it could not be read to its end. */
    boolean mayLackRecords();

    /**
     * Adds a record and returns at once. The future completes when the record has been given to the operating system,
     * so that it survives this process; the disk follows on its own. It completes exceptionally when it cannot be
     * written; nobody may wait for it longer than 100 ms, because the deadline waits on no disk.
     */
    CompletableFuture<Void> append(JournalRecord record);

    /** Whether it is kept anywhere but in this process now. */
    boolean outlivesThisRun();

    /** What is wrong with it, in words; empty while all is well. */
    String trouble();

    @Override
    void close();
}
