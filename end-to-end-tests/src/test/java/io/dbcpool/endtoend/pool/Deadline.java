package io.dbcpool.endtoend.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.parts.libvirt.QemuDomain;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Measures by the test's own clock, from what the test itself sent to the domain's process being gone. */
public final class Deadline {

    /** DBC's rule. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private Deadline() {}

    /**
     * @param sentNanos {@link System#nanoTime} just before the word was sent
     * @return how long it took
     */
    public static Duration requireGoneInTime(QemuDomain domain, long sentNanos) {
        Awaitility.await(domain.name() + " is gone")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(LOOK_EVERY)
                .until(domain::isGone);
        var took = Duration.ofNanos(System.nanoTime() - sentNanos);
        assertThat(took).as("from the datagram to %s being gone", domain.name()).isLessThan(LIMIT);
        return took;
    }
}
