package io.dbcpool.watcher.guard;

import io.dbcpool.events.VacateCompleted;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.journal.Journal;
import io.dbcpool.watcher.journal.JournalRecord;
import io.dbcpool.watcher.receipt.ReceiptBook;
import io.dbcpool.watcher.receipt.ReceiptShelf;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs receipts, writes them down, and tells them, in this order: a watcher that is killed between the second and the
 * third is followed by one that tells them again, but one that was told and not written would be signed anew, and the
 * vacate had two. All that is done on a thread of its own, one receipt after the other, because nobody's machine waits
 * for it and the guard's thread has others to free.
 */
final class ReceiptDesk {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptDesk.class);

    /** One that a disk holds up for longer is told all the same: evidence waits on no disk for ever. */
    private static final long WRITTEN_WITHIN_SECONDS = 5;

    /** In {@code notObserved}: nobody can say that the steps of this receipt would have outlived the watcher. */
    private static final String JOURNAL = "journal";

    private final Journal journal;
    private final ReceiptBook book;
    private final ReceiptShelf shelf;
    private final ScheduledExecutorService timer;
    private final Executor thread;

    /** @param thread does one thing after the other, in order */
    ReceiptDesk(
            Journal journal, ReceiptBook book, ReceiptShelf shelf, ScheduledExecutorService timer, Executor thread) {
        this.journal = journal;
        this.book = book;
        this.shelf = shelf;
        this.timer = timer;
        this.thread = thread;
    }

    Optional<VacateCompleted> findLast(MachineId machineId) {
        return book.findLast(machineId);
    }

    /**
     * Returns at once.
     *
     * @param signed is given the receipt when it is signed
     * @param tell is given the record once, when the journal has the receipt or after five seconds
     */
    void complete(VacateCompleted draft, Consumer<VacateCompleted> signed, Consumer<Effect.Publish> tell) {
        onThread(() -> {
            var receipt = sign(draft);
            signed.accept(receipt);
            keep(receipt, tell);
        });
    }

    /** Evidence that is kept in this process alone is flagged in what is signed. */
    private VacateCompleted sign(VacateCompleted draft) {
        return book.sign(journal.trouble().isEmpty() ? draft : draft.withNotObserved(JOURNAL));
    }

    private void keep(VacateCompleted receipt, Consumer<Effect.Publish> tell) {
        var told = new AtomicBoolean();
        Runnable tellOnce = () -> {
            if (told.compareAndSet(false, true)) {
                tell.accept(VacateTold.completed(receipt));
            }
        };
        var unused = journal.append(new JournalRecord.VacateEnded(receipt))
                .whenComplete((done, failure) -> onThread(() -> {
                    if (failure != null) {
                        LOG.error(
                                "receipt is not in the journal vacateId={} reason={}",
                                receipt.vacateId(),
                                failure.toString());
                    }
                    shelf.add(receipt);
                    tellOnce.run();
                }));
        if (!told.get()) {
            var unusedToo = timer.schedule(tellOnce, WRITTEN_WITHIN_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** The journal outlives the thread by what waits for it. */
    private void onThread(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }
}
