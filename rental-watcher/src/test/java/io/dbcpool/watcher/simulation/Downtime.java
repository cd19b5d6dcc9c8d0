package io.dbcpool.watcher.simulation;

import java.util.ArrayList;
import java.util.List;

/** When something did not run. */
final class Downtime {

    private record Span(long fromNanos, long untilNanos) {}

    private final List<Span> spans = new ArrayList<>();
    private long sinceNanos;
    private boolean down = true;

    Downtime(long nowNanos) {
        sinceNanos = nowNanos;
    }

    void began(long nowNanos) {
        if (!down) {
            down = true;
            sinceNanos = nowNanos;
        }
    }

    void ended(long nowNanos) {
        if (down) {
            down = false;
            spans.add(new Span(sinceNanos, nowNanos));
        }
    }

    /** How much of that time. */
    long within(long fromNanos, long untilNanos) {
        long sum = down ? Math.max(0, untilNanos - Math.max(sinceNanos, fromNanos)) : 0;
        for (Span span : spans) {
            sum += Math.max(0, Math.min(span.untilNanos, untilNanos) - Math.max(span.fromNanos, fromNanos));
        }
        return sum;
    }
}
