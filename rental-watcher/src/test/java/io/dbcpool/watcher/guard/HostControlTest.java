package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long libvirt may take to say whose a domain is whose process is held. */
class HostControlTest {

    /** The ladder's own steps have the whole of it; a watcher that comes up late has a part of what is left. */
    @ParameterizedTest(name = "{0} ms are left: {1} ms")
    @CsvSource({
        "10000, 250",
        "5000, 250",
        "3000, 250",
        "1200, 100",
        "600, 50",
        "240, 20",
        "1, 20",
        "0, 20",
        "-15000, 20"
    })
    void theLessIsLeftTheShorterTheQuestion(long leftMillis, long limitMillis) {
        assertThat(HostControl.checkLimit(Duration.ofMillis(leftMillis))).isEqualTo(Duration.ofMillis(limitMillis));
    }
}
