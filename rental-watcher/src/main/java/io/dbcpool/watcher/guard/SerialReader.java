package io.dbcpool.watcher.guard;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one thing after the other, in order, on a thread that is borrowed for as long as there is something to do: a
 * watcher of ten thousand hosts holds no thread for each that says nothing, and one that hangs holds its own and no
 * other's. Ends with the threads that it borrows.
 */
final class SerialReader implements HypervisorReader {

    private static final Logger LOG = LoggerFactory.getLogger(SerialReader.class);

    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean working;
    private boolean ended;
    private @Nullable Thread worker;

    /** @param timer only says when; nothing is done on its thread */
    SerialReader(ExecutorService threads, ScheduledExecutorService timer) {
        this.threads = threads;
        this.timer = timer;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (ended) {
                return;
            }
            waiting.add(task);
            if (working) {
                return;
            }
            working = true;
        }
        try {
            threads.execute(this::work);
        } catch (RejectedExecutionException e) {
            LOG.debug("nothing is read any more");
        }
    }

    private void work() {
        for (var task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("what a hypervisor said could not be taken up", e);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        var task = ended ? null : waiting.poll();
        working = task != null;
        worker = working ? Thread.currentThread() : null;
        return task;
    }

    @Override
    public void executeAfter(long delayMillis, Runnable task) {
        var unused = timer.schedule(() -> execute(task), delayMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void executeEvery(long pauseMillis, Runnable task) {
        var unused = timer.scheduleWithFixedDelay(() -> execute(task), pauseMillis, pauseMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void close() {
        ended = true;
        waiting.clear();
        if (worker != null) {
            worker.interrupt();
        }
    }

    /** Whether nothing is being done. */
    synchronized boolean isIdle() {
        return !working;
    }
}
