package io.dbcpool.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bench.Comparison.Aim;
import io.dbcpool.bench.Comparison.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTableTest {

    private static final Row SCRIPT = Row.of("script", List.of(1_000_000L, 1_200_000L, 5_300_000L));
    private static final Row OURS = Row.of("rental-watcher", List.of(2_400_000L, 2_000_000L, 130_000_000L));

    @Test
    void figuresStandUnderEachOtherAndSayWhetherTheAimIsMet() {
        var comparison = new Comparison(
                "From here to there",
                List.of("in turn"),
                List.of(SCRIPT, OURS.withAim(Aim.ratio(50, 2)), OURS.withAim(Aim.millis(99, 50))));

        assertThat(TextTable.write(comparison)).isEqualTo("""
                From here to there
                                 rounds p50 ms p90 ms p99 ms max ms p50 ratio aim
                  script              3   1.20   5.30   5.30   5.30         1
                  rental-watcher      3   2.40    130    130    130      2.00 p50 ratio up to 2.00: met
                  rental-watcher      3   2.40    130    130    130      2.00 p99 up to 50.0 ms: MISSED
                  in turn
                """);
        assertThat(comparison.meetsItsAims()).isFalse();
    }

    @Test
    void anAimIsMetUpToItsBoundAndNotBeyond() {
        var script = SCRIPT.latencies();
        assertThat(Aim.ratio(50, 2).isMetBy(OURS.latencies(), script)).isTrue();
        assertThat(Aim.ratio(50, 1.999).isMetBy(OURS.latencies(), script)).isFalse();
        assertThat(Aim.millis(99, 130).isMetBy(OURS.latencies(), script)).isTrue();
        assertThat(Aim.millis(99, 129.999).isMetBy(OURS.latencies(), script)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0.204, 0.20", "9.994, 9.99", "10, 10.0", "99.94, 99.9", "100, 100", "10318.4, 10318"})
    void threeDigitsAreEnough(double millis, String text) {
        assertThat(TextTable.millis(millis)).isEqualTo(text);
    }
}
