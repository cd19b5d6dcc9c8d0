package io.dbcpool.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The parts that a bench has started. All are closed with this, the last first, also when this process is told to end;
 * one that does not end well is told, and keeps none of the others.
 */
public final class Kept implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Thread atExit = new Thread(this::closeAll, "bench-end");

    public Kept() {
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** To be closed before what was there before it. */
    public <T extends AutoCloseable> T keep(T part) {
        synchronized (parts) {
            parts.push(part);
        }
        return part;
    }

    /** Closes it now. */
    public void drop(AutoCloseable part) {
        synchronized (parts) {
            parts.remove(part);
        }
        close(part);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // it runs already
        }
        closeAll();
    }

    private void closeAll() {
        synchronized (parts) {
            while (!parts.isEmpty()) {
                close(parts.pop());
            }
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            System.err.printf(
                    "bench: %s did not end well: %s%n", part.getClass().getSimpleName(), e.getMessage());
        }
    }
}
