package io.dbcpool.watcher.simulation;

import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The host's clocks: the monotonic one is the agenda's, the wall clock may be set. */
final class Wall implements InstantSource {

    private static final Instant T0 = Instant.parse("2026-11-24T00:00:00Z");

    private final Agenda agenda;
    private final long startNanos;
    private long aheadNanos;
    private long steppedAtNanos = Long.MIN_VALUE;

    Wall(Agenda agenda) {
        this.agenda = agenda;
        this.startNanos = agenda.nowNanos();
    }

    @Override
    public Instant instant() {
        return T0.plusNanos(agenda.nowNanos() - startNanos + aheadNanos);
    }

    /** As it labels that moment, if nobody sets it. */
    Instant label(long nanos) {
        return T0.plusNanos(nanos - startNanos);
    }

    /** The moment that it labels so, if nobody sets it. */
    long nanos(Instant label) {
        return startNanos + Duration.between(T0, label).toNanos();
    }

    Moment now() {
        return new Moment(instant(), new MonotonicTime(agenda.nowNanos()));
    }

    void step(Duration by) {
        aheadNanos += by.toNanos();
        steppedAtNanos = agenda.nowNanos();
    }

    /** Whether it was ever set. */
    boolean wasSet() {
        return steppedAtNanos != Long.MIN_VALUE;
    }

    /** Whether it is not what it would be if nobody had set it. */
    boolean isWrong() {
        return aheadNanos != 0;
    }

    /** Whether a label from before {@code nanos} may be of a clock that was set since. */
    boolean isSteppedSince(long nanos) {
        return steppedAtNanos >= nanos;
    }
}
