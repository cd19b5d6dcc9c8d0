package io.dbcpool.watcher.simulation;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Threads that are none: what is handed over is done later, at a moment that the world chooses, on the only thread
 * there is. A task that hands over another one, to wait for it, has it done at once: what that would have taken is in
 * the moment that was chosen for the first.
 */
final class SimulatedThreads extends AbstractExecutorService implements ScheduledExecutorService {

    private final Agenda agenda;
    private final LongSupplier takesNanos;
    private final boolean oneByOne;
    private final Consumer<Runnable> run;
    private boolean inTask;
    private boolean ended;
    private long freeAtNanos;

    /**
     * @param takesNanos how long the next task takes
     * @param oneByOne whether a task begins only when the one before it is done
     * @param run runs a task for the watcher whose threads these are
     */
    SimulatedThreads(Agenda agenda, LongSupplier takesNanos, boolean oneByOne, Consumer<Runnable> run) {
        this.agenda = agenda;
        this.takesNanos = takesNanos;
        this.oneByOne = oneByOne;
        this.run = run;
        this.freeAtNanos = agenda.nowNanos();
    }

    @Override
    public void execute(Runnable task) {
        if (inTask) {
            task.run();
            return;
        }
        long begins = oneByOne ? Math.max(freeAtNanos, agenda.nowNanos()) : agenda.nowNanos();
        freeAtNanos = begins + takesNanos.getAsLong();
        agenda.at(freeAtNanos, () -> runNow(task));
    }

    private void runNow(Runnable task) {
        if (!ended) {
            run.accept(() -> {
                inTask = true;
                try {
                    task.run();
                } finally {
                    inTask = false;
                }
            });
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        agenda.after(unit.toNanos(delay), () -> {
            if (!ended) {
                execute(task);
            }
        });
        return new Scheduled(task);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initial, long delay, TimeUnit unit) {
        Runnable again = new Runnable() {
            @Override
            public void run() {
                if (!ended) {
                    execute(task);
                    agenda.after(unit.toNanos(delay), this);
                }
            }
        };
        agenda.after(unit.toNanos(initial), again);
        return new Scheduled(task);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw new AssertionError("the watcher waits for the answer of no task that comes later");
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initial, long period, TimeUnit unit) {
        // The same here: a task takes no time.
        return scheduleWithFixedDelay(task, initial, period, unit);
    }

    @Override
    public void shutdown() {
        ended = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        ended = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return ended;
    }

    @Override
    public boolean isTerminated() {
        return ended;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }

    /** Nobody asks it for anything. */
    private static final class Scheduled extends FutureTask<Object> implements ScheduledFuture<Object> {

        Scheduled(Runnable task) {
            super(task, "");
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }
}
