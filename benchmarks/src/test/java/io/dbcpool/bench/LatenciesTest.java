package io.dbcpool.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenciesTest {

    @ParameterizedTest(name = "p{0} of 1 to 200 is {1}")
    @CsvSource({"0.1, 1", "0.5, 1", "0.6, 2", "50, 100", "50.1, 101", "90, 180", "99, 198", "99.5, 199", "100, 200"})
    void aPercentileIsTheNearestRankAndAlwaysOneThatWasMeasured(double percent, long nanos) {
        assertThat(upTo(200).percentileNanos(percent)).isEqualTo(nanos);
    }

    @Test
    void theOrderOfRoundsDoesNotMatter() {
        assertThat(new Latencies(List.of(3L, 1L, 2L)).percentileNanos(50)).isEqualTo(2);
    }

    @Test
    void p99OfFewerThanAHundredRoundsIsTheLongest() {
        assertThat(upTo(99).percentileNanos(99)).isEqualTo(99);
        assertThat(upTo(100).percentileNanos(99)).isEqualTo(99);
        assertThat(upTo(101).percentileNanos(99)).isEqualTo(100);
    }

    @Test
    void ofOneRoundEveryPercentileIsThatRound() {
        var one = new Latencies(List.of(1_500_000L));
        assertThat(one.percentileMillis(1)).isEqualTo(1.5);
        assertThat(one.maxMillis()).isEqualTo(1.5);
    }

    @Test
    void aRatioComparesTheSamePercentile() {
        assertThat(new Latencies(List.of(30L, 10L, 20L)).ratioTo(new Latencies(List.of(8L, 16L, 40L)), 50))
                .isCloseTo(1.25, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "100.1"})
    void aPercentileThatMeansNothingIsRefused(double percent) {
        assertThatThrownBy(() -> upTo(3).percentileNanos(percent)).hasMessageContaining(Double.toString(percent));
    }

    @Test
    void nothingMeasuredIsNoFigure() {
        assertThatThrownBy(() -> new Latencies(List.of())).hasMessageContaining("at least one round");
    }

    private static Latencies upTo(long count) {
        return new Latencies(LongStream.rangeClosed(1, count).boxed().toList());
    }
}
