package io.dbcpool.hypervisor.libvirt;

import java.time.Duration;

/** How long to wait before the next connection: longer each time, until one has lasted. */
final class Backoff {

    static final Duration SHORTEST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(2);

    private Duration next = SHORTEST;

    /** @param lasted how long the attempt and the connection, if there was one, have lasted together */
    Duration after(Duration lasted) {
        if (lasted.compareTo(LONGEST) > 0) {
            next = SHORTEST;
        }
        Duration wait = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return wait;
    }
}
