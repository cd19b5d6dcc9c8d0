package io.dbcpool.watcher.simulation;

import java.time.Duration;
import java.util.PriorityQueue;

/** What is to happen, in order. Time is what the next thing on it says; nothing waits. */
final class Agenda {

    private record Entry(long atNanos, long number, Runnable act) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long nowNanos;
    private long added;

    Agenda(long startNanos) {
        nowNanos = startNanos;
    }

    long nowNanos() {
        return nowNanos;
    }

    /** Things of one moment happen in the order in which they were put down. */
    void at(long nanos, Runnable act) {
        entries.add(new Entry(Math.max(nanos, nowNanos), added++, act));
    }

    void after(long nanos, Runnable act) {
        at(nowNanos + nanos, act);
    }

    void after(Duration duration, Runnable act) {
        after(duration.toNanos(), act);
    }

    /** Plays everything until then. */
    void playUntil(long nanos) {
        for (var next = entries.peek(); next != null && next.atNanos() <= nanos; next = entries.peek()) {
            entries.remove();
            nowNanos = next.atNanos();
            next.act().run();
        }
        nowNanos = nanos;
    }
}
