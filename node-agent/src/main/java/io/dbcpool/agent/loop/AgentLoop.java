package io.dbcpool.agent.loop;

import io.dbcpool.agent.machine.Observation;
import io.dbcpool.agent.machine.Observation.Tick;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One queue of observations, one thread. The queue has no bound because those who fill it have one: a host's list comes
 * every 10 s, a machine's words wait in one place until they are taken, and domains change no faster than libvirt
 * starts and stops them.
 */
public final class AgentLoop implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(AgentLoop.class.getName());
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    /** How long a thread may be away with a slow disk before somebody has to look. */
    private static final Duration STALLED = Duration.ofSeconds(30);

    private final BlockingQueue<Supplier<? extends Optional<? extends Observation>>> queue =
            new LinkedBlockingQueue<>();
    private final List<WatchedMachine> machines;
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private volatile long aliveAtNanos = System.nanoTime();
    private volatile boolean closed;

    public AgentLoop(List<WatchedMachine> machines) {
        this.machines = List.copyOf(machines);
    }

    /** @param ticks asked once a second, by the loop's thread */
    public void start(Supplier<Tick> ticks) {
        var made = new Thread(() -> run(ticks), "agent-loop");
        made.setDaemon(true);
        if (!thread.compareAndSet(null, made)) {
            throw new IllegalStateException("the loop runs already");
        }
        made.start();
    }

    public void accept(Observation observation) {
        queue.add(() -> Optional.of(observation));
    }

    /** For an observation that is taken from where it waits only when its turn comes. */
    public void acceptLater(Supplier<? extends Optional<? extends Observation>> waiting) {
        queue.add(waiting);
    }

    public List<WatchedMachine> machines() {
        return machines;
    }

    public boolean isAlive() {
        return System.nanoTime() - aliveAtNanos < STALLED.toNanos();
    }

    /** Returns once the observation at hand is dealt with; those that wait are left. */
    @Override
    public void close() {
        closed = true;
        var running = thread.get();
        if (running == null) {
            return;
        }
        queue.add(Optional::empty);
        try {
            running.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Supplier<Tick> ticks) {
        long nextTick = System.nanoTime();
        try {
            while (!closed) {
                var next = queue.poll(nextTick - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next != null) {
                    next.get().ifPresent(this::observe);
                }
                aliveAtNanos = System.nanoTime();
                if (aliveAtNanos - nextTick >= 0) {
                    observe(ticks.get());
                    nextTick = aliveAtNanos + TICK.toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void observe(Observation observation) {
        for (WatchedMachine machine : machines) {
            if (observation.concerns(machine.state().claims().machine())) {
                try {
                    machine.observe(observation);
                } catch (RuntimeException e) {
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "an observation could not be dealt with machineId="
                                    + machine.state().claims().machine().id(),
                            e);
                }
            }
        }
    }
}
