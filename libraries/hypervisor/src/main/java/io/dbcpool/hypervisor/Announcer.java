package io.dbcpool.hypervisor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners from one thread, one thing at a time, in the order in which it was told them. Whoever tells never
 * waits, so it may be a thread of libvirt's.
 *
 * <p>What waits is bounded: when listeners are so slow that {@link #MAX_WAITING} things wait, the changes among them
 * are dropped and the listeners are told {@link LifecycleListener#onConnected()}, that is, to list again.
 */
public final class Announcer implements AutoCloseable {

    static final int MAX_WAITING = 10_000;

    private static final Logger log = LoggerFactory.getLogger(Announcer.class);

    private record News(boolean droppable, Runnable tell) {}

    private final List<Registration> registrations = new ArrayList<>();
    private final Queue<News> waiting = new ArrayDeque<>();
    private boolean connected;
    private boolean closed;

    /** @param name of the thread */
    public Announcer(String name) {
        Thread thread = new Thread(this::tellAll, name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The listener is told that the connection is up, if it is, and then of everything that happens after. Once the
     * subscription is closed, nothing more begins to be told.
     */
    public Subscription subscribe(LifecycleListener listener) {
        Registration registration = new Registration(listener);
        enqueue(new News(false, () -> {
            add(registration);
            if (isConnected()) {
                registration.tell(LifecycleListener::onConnected);
            }
        }));
        return () -> {
            registration.ended = true;
            remove(registration);
        };
    }

    public void connected() {
        enqueue(new News(false, () -> {
            setConnected(true);
            tellEach(LifecycleListener::onConnected);
        }));
    }

    public void disconnected(String reason) {
        enqueue(new News(false, () -> {
            setConnected(false);
            tellEach(listener -> listener.onDisconnected(reason));
        }));
    }

    public void changed(DomainSnapshot domain) {
        enqueue(new News(true, () -> tellEach(listener -> listener.onChanged(domain))));
    }

    /** Returns once all that was announced before has reached the listeners. Not to be called by a listener. */
    public void awaitTold() {
        CountDownLatch told = new CountDownLatch(1);
        if (enqueue(new News(false, told::countDown))) {
            try {
                told.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        registrations.clear();
        notifyAll();
    }

    private synchronized boolean enqueue(News news) {
        if (closed) {
            return false;
        }
        if (waiting.size() >= MAX_WAITING && waiting.removeIf(News::droppable)) {
            log.warn("listeners are too slow: changes were dropped and they are told to list again");
            waiting.add(new News(false, this::tellToListAgain));
        }
        waiting.add(news);
        notifyAll();
        return true;
    }

    private void tellAll() {
        for (News news = next(); news != null; news = next()) {
            news.tell().run();
        }
    }

    /** Null once closed and empty. */
    private synchronized @Nullable News next() {
        while (waiting.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Nobody but the JVM's end interrupts this thread.
                return null;
            }
        }
        return waiting.poll();
    }

    private void tellToListAgain() {
        if (isConnected()) {
            tellEach(LifecycleListener::onConnected);
        }
    }

    private void tellEach(Consumer<LifecycleListener> what) {
        currentRegistrations().forEach(registration -> registration.tell(what));
    }

    private synchronized List<Registration> currentRegistrations() {
        return List.copyOf(registrations);
    }

    private synchronized void add(Registration registration) {
        if (!closed && !registration.ended) {
            registrations.add(registration);
        }
    }

    private synchronized void remove(Registration registration) {
        registrations.remove(registration);
    }

    private synchronized boolean isConnected() {
        return connected;
    }

    private synchronized void setConnected(boolean connected) {
        this.connected = connected;
    }

    private static final class Registration {

        private final LifecycleListener listener;
        private volatile boolean ended;

        Registration(LifecycleListener listener) {
            this.listener = listener;
        }

        /** A listener that throws must not keep the others from hearing. */
        void tell(Consumer<LifecycleListener> what) {
            if (ended) {
                return;
            }
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                log.error("listener failed listener={}", listener.getClass().getName(), e);
            }
        }
    }
}
