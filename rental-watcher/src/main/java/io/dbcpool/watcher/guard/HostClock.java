package io.dbcpool.watcher.guard;

import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.time.InstantSource;

/** Both clocks of this host, read at once. */
interface HostClock {

    Moment now();

    /** With the JVM's own monotonic clock. */
    static HostClock of(InstantSource wall) {
        return () -> new Moment(wall.instant(), new MonotonicTime(System.nanoTime()));
    }
}
