package io.dbcpool.cli.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What was started and has to go away, the last first. One that does not go keeps no other from it. */
final class Parts implements AutoCloseable {

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Consumer<String> told;

    /** @param told hears of a part that could not be ended */
    Parts(Consumer<String> told) {
        this.told = told;
    }

    <T extends AutoCloseable> T keep(T part) {
        started.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                told.accept("could not be ended: " + e.getMessage());
            }
        }
    }
}
