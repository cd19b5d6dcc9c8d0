package io.dbcpool.watcher.guard;

import java.time.Duration;

/** How long something may take of the time that is left until a deadline. */
final class ShareOfWhatIsLeft {

    private ShareOfWhatIsLeft() {}

    /**
     * @param left negative where the deadline is over
     * @param part one of so many equal ones
     * @return at least {@code least}, also of nothing, and at most {@code most}
     */
    static Duration of(Duration left, int part, Duration least, Duration most) {
        Duration share = left.dividedBy(part);
        if (share.compareTo(least) < 0) {
            return least;
        }
        return share.compareTo(most) > 0 ? most : share;
    }
}
