package io.dbcpool.watcher.guard;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one thing after the other, in order, on a thread that is borrowed for as long as there is something to do: a
 * watcher of ten thousand hosts holds no thread for each that says nothing, and one that hangs holds its own and no
 * other's. Ends with the threads that it borrows.
 */
final class SerialReader extends AbstractExecutorService implements ScheduledExecutorService {

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
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return timer.schedule(() -> execute(task), delay, unit);
    }

    /** Counted from when the task before was queued, and not from its end. */
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
        return timer.scheduleWithFixedDelay(() -> execute(task), initialDelay, delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
        return timer.scheduleAtFixedRate(() -> execute(task), initialDelay, period, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("what is read is told, and not given back");
    }

    @Override
    public void shutdown() {
        var unused = shutdownNow();
    }

    @Override
    public synchronized List<Runnable> shutdownNow() {
        ended = true;
        var left = List.copyOf(waiting);
        waiting.clear();
        if (worker != null) {
            worker.interrupt();
        }
        return left;
    }

    @Override
    public synchronized boolean isShutdown() {
        return ended;
    }

    @Override
    public synchronized boolean isTerminated() {
        return ended && !working;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }
}
