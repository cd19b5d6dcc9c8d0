package io.dbcpool.watcher.receipt;

import io.dbcpool.events.VacateCompleted;
import java.nio.file.Path;
import java.util.List;

/** Where the host's receipts are kept for good, beside the journal, which keeps the last ones, and the topic. */
public interface ReceiptShelf extends AutoCloseable {

    /** The last of what was signed before this run, oldest first. */
    List<VacateCompleted> written();

    /** Returns at once; call it when the journal has the receipt. */
    void add(VacateCompleted receipt);

    @Override
    void close();

    /** In files of {@code folder}. */
    static ReceiptShelf open(Path folder, List<VacateCompleted> journalled) {
        return FileShelf.open(folder, journalled);
    }

    /** Keeps nothing. */
    record InMemory(List<VacateCompleted> written) implements ReceiptShelf {
        public InMemory {
            written = List.copyOf(written);
        }

        @Override
        public void add(VacateCompleted receipt) {}

        @Override
        public void close() {}
    }
}
