package io.dbcpool.listener.udp;

import io.dbcpool.broadcast.Datagram;
import io.dbcpool.broadcast.DatagramListener;
import io.dbcpool.broadcast.ThreadEnd;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Hands datagrams on by a thread of its own, so that whoever takes them off the socket does nothing else. Those that
 * are first at a glance are handed on before all others, each kind in the order in which it came.
 *
 * <p>When there is no room for another datagram, it is shed: a flood costs those who make it their own datagrams. Nor
 * may one sender have more than half of the room for those that are first. When all of that room is taken, the receiver
 * waits, the kernel's buffer fills, and the kernel counts what it drops.
 */
final class DatagramQueue implements DatagramListener, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DatagramQueue.class);

    /** Two words of every machine of the largest pool; a few hundred bytes each. */
    static final int FIRST_CAPACITY = 20_000;

    static final int CAPACITY_OF_ONE_SENDER = FIRST_CAPACITY / 2;

    /** At most 7 MiB, where each is as long as it may be. */
    static final int CAPACITY = 10_000;

    private static final int BATCH = 256;
    private static final int OTHERS_AT_A_TIME = 64;
    private static final Duration TURN = Duration.ofMillis(100);

    private final Predicate<Datagram> isFirst;
    private final DatagramListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Datagram> first = new ArrayDeque<>();
    private final Map<InetAddress, Integer> firstOfSender = new HashMap<>();
    private final Queue<Datagram> others = new ArrayDeque<>();
    private boolean closed;
    private final LongAdder shed = new LongAdder();
    /** Of the thread that hears alone. */
    private boolean failed;

    private final Thread thread = new Thread(this::run, "broadcast-hearing");
    private volatile long lastTurnNanos = System.nanoTime();

    private DatagramQueue(Predicate<Datagram> isFirst, DatagramListener listener) {
        this.isFirst = isFirst;
        this.listener = listener;
        thread.setDaemon(true);
    }

    static DatagramQueue start(Predicate<Datagram> isFirst, DatagramListener listener) {
        var queue = new DatagramQueue(isFirst, listener);
        queue.thread.start();
        return queue;
    }

    @Override
    public void onDatagram(Datagram datagram) {
        boolean goesFirst = isFirst.test(datagram);
        lock.lock();
        try {
            if (goesFirst ? !addFirst(datagram) : !addOther(datagram)) {
                shed.increment();
            } else if (first.size() + others.size() == 1) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean addFirst(Datagram datagram) {
        var sender = datagram.sender().getAddress();
        if (firstOfSender.getOrDefault(sender, 0) >= CAPACITY_OF_ONE_SENDER) {
            return false;
        }
        while (first.size() >= FIRST_CAPACITY) {
            changed.awaitUninterruptibly();
        }
        firstOfSender.merge(sender, 1, Integer::sum);
        return first.add(datagram);
    }

    private boolean addOther(Datagram datagram) {
        return others.size() < CAPACITY && others.add(datagram);
    }

    /** How many wait to be heard. */
    int size() {
        lock.lock();
        try {
            return first.size() + others.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many there was no room for. */
    long shed() {
        return shed.sum();
    }

    /** How long ago the thread last came round. */
    Duration sinceLastTurn() {
        return Duration.ofNanos(System.nanoTime() - lastTurnNanos);
    }

    /** Returns when everything that came was handed on. Nothing may come any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        ThreadEnd.await(thread);
    }

    private void run() {
        List<Datagram> batch = new ArrayList<>(BATCH);
        while (fill(batch)) {
            lastTurnNanos = System.nanoTime();
            batch.forEach(this::hand);
            batch.clear();
        }
    }

    /** Waits a turn for something to do. Says whether there will be anything more. */
    private boolean fill(List<Datagram> batch) {
        lock.lock();
        try {
            for (long left = TURN.toNanos(); first.isEmpty() && others.isEmpty() && !closed && left > 0; ) {
                left = changed.awaitNanos(left);
            }
            boolean wasFull = first.size() >= FIRST_CAPACITY;
            while (batch.size() < BATCH && !first.isEmpty()) {
                var datagram = first.remove();
                firstOfSender.computeIfPresent(
                        datagram.sender().getAddress(), (sender, count) -> count == 1 ? null : count - 1);
                batch.add(datagram);
            }
            // Few at a time: whoever is first may be coming.
            for (int taken = 0; taken < OTHERS_AT_A_TIME && batch.size() < BATCH && !others.isEmpty(); taken++) {
                batch.add(others.remove());
            }
            if (wasFull) {
                changed.signalAll();
            }
            return !closed || !batch.isEmpty();
        } catch (InterruptedException e) {
            LOG.debug("nobody ends this thread but close, which lets it finish");
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void hand(Datagram datagram) {
        try {
            listener.onDatagram(datagram);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            if (!failed) {
                LOG.error("a datagram could not be dealt with; told once", e);
            }
            failed = true;
        }
    }
}
