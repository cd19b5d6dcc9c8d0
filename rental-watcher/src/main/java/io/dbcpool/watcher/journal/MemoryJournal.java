package io.dbcpool.watcher.journal;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** In place of a journal whose disk refuses: guarding goes on, and {@link #trouble()} says what is lost by it. */
public final class MemoryJournal implements Journal {

    private final String trouble;

    public MemoryJournal(String trouble) {
        this.trouble = trouble;
    }

    @Override
    public List<JournalRecord> recovered() {
        return List.of();
    }

    @Override
    public CompletableFuture<Void> append(JournalRecord record) {
        return CompletableFuture.completedFuture(null);
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
