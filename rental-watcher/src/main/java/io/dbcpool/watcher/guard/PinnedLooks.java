package io.dbcpool.watcher.guard;

import io.dbcpool.watcher.vacate.MonotonicTime;
import java.time.Duration;

/**
 * When the processes of pinned domains are looked for that libvirt does not call active, while their machine is
 * believed rented. Each counts from the start of its process
 * ({@code docs/decisions/0031-a-start-is-what-the-kernel-knows.md}), so what is found late is given less time.
 */
final class PinnedLooks {

    private static final Duration WITHOUT_LIBVIRT = Duration.ofSeconds(1);

    /**
     * With the half second between two ticks, a start has six and a half of its ten seconds left then, and one and a
     * half before its SIGTERM.
     */
    private static final Duration BEHIND_LIBVIRT = Duration.ofSeconds(3);

    private final boolean local;
    private MonotonicTime lookedAt;

    /** @param local whether the machine's processes are this host's */
    PinnedLooks(boolean local, MonotonicTime now) {
        this.local = local;
        this.lookedAt = now;
    }

    void onLooked(MonotonicTime now) {
        lookedAt = now;
    }

    /** While libvirt cannot be asked. */
    boolean isDueWithoutLibvirt(MonotonicTime now) {
        return now.since(lookedAt).compareTo(WITHOUT_LIBVIRT) >= 0;
    }

    MonotonicTime nextDueWithoutLibvirt() {
        return lookedAt.plus(WITHOUT_LIBVIRT);
    }

    /**
     * While libvirt is asked, and may tell what was so a while ago. All machines of a host look in the same moment, by
     * the clock, so that their looks share a pass over {@code /proc}.
     */
    boolean isDueBehindLibvirt(MonotonicTime now) {
        return local && turn(now) != turn(lookedAt);
    }

    private static long turn(MonotonicTime at) {
        return Math.floorDiv(at.nanos(), BEHIND_LIBVIRT.toNanos());
    }
}
