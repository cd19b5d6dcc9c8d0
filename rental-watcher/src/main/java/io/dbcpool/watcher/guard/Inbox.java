package io.dbcpool.watcher.guard;

import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.vacate.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What was told and waits for the guard's thread, with when it was told: of each machine in that order, and the machine
 * first of which something waits for longest. Anybody may tell; one thread takes.
 *
 * <p>A moment is read under the same lock under which it is put here. So whoever has taken all that waits of a machine
 * knows everything that was told of it until then, and may judge what was due by then.
 */
final class Inbox {

    /** One thing that was told. */
    record Told(Observation observation, Moment heardAt) {}

    /**
     * All that waited of one machine.
     *
     * @param told in order; nothing if only time has passed
     * @param until now: nothing that was told of it by then is left
     */
    record News(MachineId machineId, List<Told> told, Moment until) {
        News {
            told = List.copyOf(told);
        }
    }

    private final HostClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Map<MachineId, List<Told>> waiting = new LinkedHashMap<>();
    private final AtomicInteger size = new AtomicInteger();

    Inbox(HostClock clock) {
        this.clock = clock;
    }

    /** Returns at once. */
    void tell(MachineId machineId, Observation observation) {
        lock.lock();
        try {
            waiting.computeIfAbsent(machineId, first -> new ArrayList<>()).add(new Told(observation, clock.now()));
            size.incrementAndGet();
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Of the machine that has waited for longest; empty if there is none within that time. */
    Optional<News> take(long limitMillis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(limitMillis);
            while (waiting.isEmpty() && left > 0) {
                left = filled.awaitNanos(left);
            }
            return takeNow();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #take}, of what is there. */
    Optional<News> takeNow() {
        lock.lock();
        try {
            var next = waiting.keySet().iterator();
            return next.hasNext() ? Optional.of(takeOf(next.next())) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Of this machine, whoever else waits. */
    News takeOf(MachineId machineId) {
        lock.lock();
        try {
            var told = waiting.remove(machineId);
            var news = new News(machineId, told == null ? List.of() : told, clock.now());
            size.addAndGet(-news.told().size());
            return news;
        } finally {
            lock.unlock();
        }
    }

    /** How much waits. */
    int size() {
        return size.get();
    }

    boolean isEmpty() {
        return size.get() == 0;
    }
}
