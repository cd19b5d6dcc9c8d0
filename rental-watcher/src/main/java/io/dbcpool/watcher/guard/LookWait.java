package io.dbcpool.watcher.guard;

import java.time.Duration;
import java.util.Optional;

/**
 * No breach is told while a look is under way that may prove that there was none. Counts from when the breach would be
 * told: a watcher that was held up has only begun to look by then. Moments are from the vacate's signal. Used by one
 * thread.
 */
final class LookWait {

    /** A look takes half a second to fail, and to be told. */
    private static final Duration AT_MOST = Duration.ofSeconds(2);

    /** Empty: no breach was due yet. */
    private Optional<Duration> dueSince = Optional.empty();

    boolean lasts(Duration elapsed, Duration deadline) {
        if (elapsed.compareTo(deadline) < 0) {
            return false;
        }
        dueSince = dueSince.or(() -> Optional.of(elapsed));
        return dueSince.filter(since -> elapsed.compareTo(since.plus(AT_MOST)) < 0)
                .isPresent();
    }

    /** When that is done which is due then. */
    Duration putOff(Duration due, Duration deadline) {
        return dueSince.map(AT_MOST::plus)
                .filter(end -> due.compareTo(deadline) >= 0 && due.compareTo(end) < 0)
                .orElse(due);
    }

    /** The breach was due so much later after an earlier signal. */
    void move(Duration moved) {
        dueSince = dueSince.map(moved::plus);
    }
}
