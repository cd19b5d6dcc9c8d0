package io.dbcpool.watcher.vacate;

import java.time.Instant;

/** Now, on both clocks: the monotonic one for reckoning, the wall clock for labels. */
public record Moment(Instant wall, MonotonicTime monotonic) {

    /** Another moment, labelled by the same clock. */
    public Moment movedTo(MonotonicTime other) {
        return new Moment(wall.minus(monotonic.since(other)), other);
    }
}
