package io.dbcpool.watcher.guard;

import io.dbcpool.watcher.vacate.VacatePolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * What a watcher remembers may be another's by now, unless its process is still the same. One that has just come up
 * leaves the hypervisor the time to say whose a domain is before it is ended by what is remembered of it alone
 * ({@code docs/decisions/0030-libvirt-speaks-first.md}). Moments are from the vacate's signal. Used by one thread.
 */
final class HypervisorWait {

    /** Where there is time, and where the deadline is over and haste gains nothing. */
    private static final Duration AT_MOST = Duration.ofMillis(500);

    /** An answer takes some hundredths of a second. */
    private static final Duration AT_LEAST = Duration.ofMillis(100);

    /** The rest is for the kernel, which needs up to a second to end a process and give its devices back. */
    private static final int PART = 4;

    /** Empty: nothing is waited for. */
    private Optional<Duration> begunAt = Optional.empty();

    private Duration until = Duration.ZERO;

    /** @param left until the deadline; negative if that is over */
    static Duration limit(Duration left) {
        if (left.isNegative() || left.isZero()) {
            return AT_MOST;
        }
        return ShareOfWhatIsLeft.of(left, PART, AT_LEAST, AT_MOST);
    }

    void begin(Duration elapsed, VacatePolicy policy) {
        begunAt = Optional.of(elapsed);
        until = elapsed.plus(limit(policy.deadline().minus(elapsed)));
    }

    void end() {
        begunAt = Optional.empty();
        until = Duration.ZERO;
    }

    /** It has begun so much later after an earlier signal, and less is left. */
    void move(Duration moved, VacatePolicy policy) {
        begunAt.ifPresent(begun -> begin(begun.plus(moved), policy));
    }

    /** In the soft phase the hypervisor itself does what is done. */
    boolean lasts(Duration elapsed, VacatePolicy policy) {
        return elapsed.compareTo(policy.soft()) >= 0 && elapsed.compareTo(until) < 0;
    }

    /** When that is done which is due then. */
    Duration putOff(Duration due, VacatePolicy policy) {
        return lasts(due, policy) ? until : due;
    }
}
