package io.dbcpool.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void waitsTwiceAsLongEachTimeUpToTheLongest() {
        Backoff backoff = new Backoff();

        assertThat(Stream.generate(() -> backoff.after(Duration.ZERO)).limit(7))
                .extracting(Duration::toMillis)
                .containsExactly(100L, 200L, 400L, 800L, 1_600L, 2_000L, 2_000L);
    }

    @Test
    void aConnectionThatHasLastedBeginsAgain() {
        Backoff backoff = new Backoff();
        backoff.after(Duration.ZERO);
        backoff.after(Duration.ZERO);

        assertThat(backoff.after(Backoff.LONGEST)).isEqualTo(Duration.ofMillis(400));
        assertThat(backoff.after(Backoff.LONGEST.plusNanos(1))).isEqualTo(Backoff.SHORTEST);
    }
}
