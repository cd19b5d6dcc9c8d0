package io.dbcpool.watcher.vacate;

import java.time.Duration;

/** What the watcher is to do in the world after a {@link Step}. */
public sealed interface Action {

    record Apply(Force force) implements Action {}

    record Raise(Alarm alarm, Duration elapsed) implements Action {}

    /**
     * The domain is off and its devices are free: sign the receipt, or, where one was signed at {@link Alarm#GIVEN_UP},
     * only say so.
     */
    record CertifyRelease(Duration took) implements Action {}
}
