package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HypervisorWaitTest {

    @ParameterizedTest(name = "{0} ms left: {1} ms")
    @CsvSource({
        "10000, 500",
        "2001, 500",
        "2000, 500",
        "1996, 499",
        "1000, 250",
        "404, 101",
        "400, 100",
        "399, 100",
        "1, 100",
        "0, 500",
        "-1, 500",
        "-15000, 500"
    })
    void isAQuarterOfWhatIsLeft(long left, long wait) {
        assertThat(HypervisorWait.limit(Duration.ofMillis(left))).isEqualTo(Duration.ofMillis(wait));
    }
}
