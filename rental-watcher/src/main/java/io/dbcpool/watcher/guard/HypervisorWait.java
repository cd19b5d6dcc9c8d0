package io.dbcpool.watcher.guard;

import java.time.Duration;

/**
 * For how long the hypervisor may say whose a domain is before it is ended by what is remembered of it alone
 * ({@code docs/decisions/0030-libvirt-speaks-first.md}).
 */
final class HypervisorWait {

    /** Where there is time, and where the deadline is over and haste gains nothing. */
    private static final Duration AT_MOST = Duration.ofMillis(500);

    /** An answer takes some hundredths of a second. */
    private static final Duration AT_LEAST = Duration.ofMillis(100);

    /** The rest is for the kernel, which needs up to a second to end a process and give its devices back. */
    private static final int PART = 4;

    private HypervisorWait() {}

    /** @param left until the deadline; negative if that is over */
    static Duration limit(Duration left) {
        if (left.isNegative() || left.isZero()) {
            return AT_MOST;
        }
        Duration part = left.dividedBy(PART);
        if (part.compareTo(AT_LEAST) < 0) {
            return AT_LEAST;
        }
        return part.compareTo(AT_MOST) > 0 ? AT_MOST : part;
    }
}
