package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.watcher.vacate.VacatePolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
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

    /** As if it had begun with the earlier deadline: less is left now. */
    @Test
    void anEarlierSignalLeavesIt() {
        var policy = new VacatePolicy(Duration.ofSeconds(5), Duration.ofSeconds(7), Duration.ofSeconds(10));
        var wait = new HypervisorWait();
        wait.begin(Duration.ofMillis(7_400), policy);
        wait.move(Duration.ofSeconds(2), policy);

        assertThat(wait.lasts(Duration.ofMillis(9_549), policy)).isTrue();
        assertThat(wait.lasts(Duration.ofMillis(9_550), policy)).isFalse();
        wait.end();
        wait.move(Duration.ofSeconds(2), policy);
        assertThat(wait.lasts(Duration.ofMillis(9_400), policy)).isFalse();
    }
}
