package io.dbcpool.console.sending;

import io.dbcpool.bus.Followed;
import io.dbcpool.console.sending.TraceQueue.Waiting;
import io.dbcpool.console.trace.RentalBook;
import io.dbcpool.console.trace.TopicRecord;
import io.dbcpool.console.trace.Trace;
import io.dbcpool.values.MachineId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells each rental as a trace, once its records have settled. It has one thread, which waits for the receiver; whoever
 * brings records never does. Off, it keeps and does nothing. Thread-safe.
 */
public final class TraceDesk implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TraceDesk.class);

    private static final long LOOK_AGAIN_MILLIS = 500;
    private static final long CLOSE_MILLIS = 3_000;

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong expired = new AtomicLong();
    private final AtomicLong crowdedOut = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final TraceQueue queue = new TraceQueue();
    private final InstantSource clock;
    private final @Nullable RentalBook book;
    private final Supplier<TraceReceiver> receivers;
    private final Thread thread = new Thread(this::work, "traces");
    private volatile boolean failing;
    private volatile int waiting;

    private TraceDesk(@Nullable RentalBook book, Supplier<TraceReceiver> receivers, InstantSource clock) {
        this.book = book;
        this.receivers = receivers;
        this.clock = clock;
        thread.setDaemon(true);
    }

    public static TraceDesk off() {
        return new TraceDesk(
                null,
                () -> {
                    throw new IllegalStateException("nothing is sent");
                },
                InstantSource.system());
    }

    /**
     * @param names how the pool's file calls a machine
     * @param receivers makes the one to send to, on the desk's own thread
     */
    public static TraceDesk start(
            Function<MachineId, String> names, Supplier<TraceReceiver> receivers, InstantSource clock) {
        var desk = new TraceDesk(new RentalBook(names), receivers, clock);
        desk.thread.start();
        return desk;
    }

    public void take(Followed record) {
        if (book != null) {
            var told = new TopicRecord(
                    record.envelope(), record.topic(), record.partition(), record.offset(), record.sentAt());
            synchronized (book) {
                book.take(told, clock.instant());
            }
        }
    }

    /** Traces that were taken. */
    public long sent() {
        return sent.get();
    }

    /** Tries that failed. */
    public long failures() {
        return failures.get();
    }

    /** Traces that were not taken within an hour. */
    public long expired() {
        return expired.get();
    }

    /** Traces and records that there was no room for. */
    public long crowdedOut() {
        return crowdedOut.get() + leftOut();
    }

    /** Traces that wait for the receiver. */
    public int waiting() {
        return waiting;
    }

    private long leftOut() {
        if (book == null) {
            return 0;
        }
        synchronized (book) {
            return book.leftOut();
        }
    }

    private void work() {
        try (var receiver = receivers.get()) {
            while (!closing.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                due().forEach(this::add);
                sendWaiting(receiver);
            }
        } catch (InterruptedException e) {
            LOG.debug("traces are sent no more");
        } catch (RuntimeException e) {
            LOG.error("traces are sent no more, the console goes on", e);
        }
    }

    private List<Trace> due() {
        if (book == null) {
            return List.of();
        }
        synchronized (book) {
            return book.due(clock.instant());
        }
    }

    private void add(Trace trace) {
        if (queue.add(trace, clock.instant()).isPresent()) {
            crowdedOut.incrementAndGet();
        }
        waiting = queue.size();
    }

    private void sendWaiting(TraceReceiver receiver) {
        for (var next = queue.next(clock.instant());
                next.isPresent() && closing.getCount() > 0;
                next = queue.next(clock.instant())) {
            var refusal = send(receiver, next.get().trace());
            if (refusal.isEmpty()) {
                onTaken();
            } else {
                onRefused(next.get(), refusal.get());
            }
            waiting = queue.size();
        }
    }

    private static Optional<String> send(TraceReceiver receiver, Trace trace) {
        try {
            return receiver.send(trace);
        } catch (RuntimeException e) {
            return Optional.of(e.toString());
        }
    }

    private void onTaken() {
        queue.onTaken();
        sent.incrementAndGet();
        if (failing) {
            failing = false;
            LOG.info("traces are taken again");
        }
    }

    private void onRefused(Waiting refused, String reason) {
        failures.incrementAndGet();
        Instant now = clock.instant();
        boolean again = queue.onRefused(refused, now);
        if (!again) {
            expired.incrementAndGet();
            LOG.warnf(
                    "trace is dropped traceId=%s spans=%d waited=%s reason=%s",
                    refused.trace().id(),
                    refused.trace().spans().size(),
                    Duration.between(refused.since(), now),
                    reason);
        } else if (!failing) {
            LOG.warnf(
                    "trace is not taken, it is tried again for %d min traceId=%s reason=%s",
                    TraceQueue.KEPT.toMinutes(), refused.trace().id(), reason);
        }
        failing = true;
    }

    /** What waits is told by the next console, which reads the last hour again. */
    @Override
    public void close() {
        closing.countDown();
        if (thread.isAlive()) {
            thread.interrupt();
            try {
                thread.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
