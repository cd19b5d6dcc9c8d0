package io.dbcpool.listener.udp;

import io.dbcpool.broadcast.Datagram;
import io.dbcpool.broadcast.DatagramListener;
import io.dbcpool.broadcast.ThreadEnd;
import io.dbcpool.values.TokenBucket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Hands datagrams on by a thread of its own, so that whoever takes them off the socket does nothing else. Those that
 * are first at a glance are handed on before all others, each kind in the order in which it came.
 *
 * <p>When there is no room for another datagram, it is shed: a flood costs those who make it their own datagrams. Nor
 * may one sender have more than half of the room for those that are first. When all of that room is taken, the receiver
 * waits, the kernel's buffer fills, and the kernel counts what it drops.
 *
 * <p>Of those that are not first, {@value #OTHERS_PER_SECOND} a second are handed on: judging a flood takes more of the
 * processor than receiving it, and the receiver needs that processor.
 */
final class DatagramQueue implements DatagramListener, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DatagramQueue.class);

    /** Two words of every machine of the largest pool; a few hundred bytes each. */
    static final int FIRST_CAPACITY = 20_000;

    static final int CAPACITY_OF_ONE_SENDER = FIRST_CAPACITY / 2;

    /** At most 7 MiB, where each is as long as it may be. */
    static final int CAPACITY = 10_000;

    /** A word of every machine of the largest pool, were each of them in a form that is not known at a glance. */
    static final int OTHERS_PER_SECOND = 10_000;

    private static final int BATCH = 256;
    private static final int OTHERS_AT_A_TIME = 64;
    private static final long TURN_NANOS = Duration.ofMillis(100).toNanos();
    private static final long REST_NANOS = Duration.ofMillis(5).toNanos();

    private final Predicate<Datagram> isFirst;
    private final DatagramListener listener;
    private final LongSupplier nanoClock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Datagram> first = new ArrayDeque<>();
    private final Map<InetAddress, Integer> firstOfSender = new HashMap<>();
    private final Queue<Datagram> others = new ArrayDeque<>();
    private TokenBucket othersAllowed;
    private long othersRestUntilNanos;
    private boolean closed;
    private final LongAdder shed = new LongAdder();
    /** Of the thread that hears alone. */
    private boolean failed;

    private final Thread thread = new Thread(this::run, "broadcast-hearing");
    private volatile long lastTurnNanos = System.nanoTime();

    private DatagramQueue(Predicate<Datagram> isFirst, DatagramListener listener, LongSupplier nanoClock) {
        this.isFirst = isFirst;
        this.listener = listener;
        this.nanoClock = nanoClock;
        long now = nanoClock.getAsLong();
        this.othersAllowed = TokenBucket.full(OTHERS_PER_SECOND, now);
        this.othersRestUntilNanos = now;
        thread.setDaemon(true);
    }

    static DatagramQueue start(Predicate<Datagram> isFirst, DatagramListener listener) {
        return start(isFirst, listener, System::nanoTime);
    }

    /** @param nanoClock by which the others are counted, monotonic */
    static DatagramQueue start(Predicate<Datagram> isFirst, DatagramListener listener, LongSupplier nanoClock) {
        var queue = new DatagramQueue(isFirst, listener, nanoClock);
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
            } else if ((goesFirst ? first : others).size() == 1) {
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
            for (long left = TURN_NANOS; first.isEmpty() && !othersAreDue() && !closed && left > 0; ) {
                long atMost = others.isEmpty() ? left : Math.min(left, REST_NANOS);
                left -= atMost - changed.awaitNanos(atMost);
            }
            boolean wasFull = first.size() >= FIRST_CAPACITY;
            while (batch.size() < BATCH && !first.isEmpty()) {
                var datagram = first.remove();
                firstOfSender.computeIfPresent(
                        datagram.sender().getAddress(), (sender, count) -> count == 1 ? null : count - 1);
                batch.add(datagram);
            }
            // Few at a time: whoever is first may be coming.
            for (int taken = 0; taken < OTHERS_AT_A_TIME && batch.size() < BATCH && othersAreDue(); taken++) {
                takeOther().ifPresent(batch::add);
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

    private boolean othersAreDue() {
        return !others.isEmpty() && (closed || nanoClock.getAsLong() - othersRestUntilNanos >= 0);
    }

    private Optional<Datagram> takeOther() {
        long now = nanoClock.getAsLong();
        var step = othersAllowed.take(now);
        othersAllowed = step.next();
        if (step.isEnough() || closed) {
            return Optional.of(others.remove());
        }
        othersRestUntilNanos = now + REST_NANOS;
        return Optional.empty();
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
