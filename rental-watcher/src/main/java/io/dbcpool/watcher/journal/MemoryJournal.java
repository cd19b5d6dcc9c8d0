package io.dbcpool.watcher.journal;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * In place of a journal whose disk refuses: guarding goes on from what could be read, and {@link #trouble()} says what
 * is lost by it.
 */
public final class MemoryJournal implements Journal {

    private final String trouble;
    private final List<JournalRecord> recovered;

    public MemoryJournal(String trouble, List<JournalRecord> recovered) {
        this.trouble = trouble;
        this.recovered = List.copyOf(recovered);
    }

    @Override
    public List<JournalRecord> recovered() {
        return recovered;
    }

    @Override
    public CompletableFuture<Void> append(JournalRecord record) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean outlivesThisRun() {
        return false;
    }

    @Override
    public String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        // there is nothing to close
    }
}
