package io.dbcpool.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bench.soak.Flatness.Sample;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is called flat, and what is called growth. */
class FlatnessTest {

    private static final Flatness MEMORY = new Flatness(8);
    private static final int EVERY_SECONDS = 5;

    @Test
    void aServiceThatGrowsOnlyWhileItSettlesIsFlat() {
        var life = life(900, at -> at < 120 ? 80 + at : 200);

        assertThat(MEMORY.findWorst(List.of(life))).hasValueSatisfying(trend -> {
            assertThat(trend.isFlat()).isTrue();
            assertThat(trend.growth()).isZero();
            assertThat(trend.median()).isEqualTo(200);
        });
    }

    @Test
    void aTenthIsFlatAndMoreIsNot() {
        // Judged are 780 s.
        assertThat(isFlat(life(900, at -> 200 + at * 19 / 780))).isTrue();
        assertThat(isFlat(life(900, at -> 200 + at * 25 / 780))).isFalse();
    }

    @Test
    void lessThanTheSlackIsFlatWhateverItsShare() {
        assertThat(isFlat(life(900, at -> 10 + at * 7 / 780))).isTrue();
        assertThat(isFlat(life(900, at -> 10 + at * 9 / 780))).isFalse();
    }

    /** One sample in ten is a spike. */
    @Test
    void spikesAreNoSlope() {
        assertThat(isFlat(life(900, at -> at % 50 == 0 ? 200 + at : 200))).isTrue();
    }

    @Test
    void aLifeIsJudgedOnlyIfThreeMinutesAreLeftOfIt() {
        assertThat(MEMORY.findWorst(List.of(life(299, at -> at)))).isEmpty();
        assertThat(MEMORY.findWorst(List.of(life(301, at -> at)))).isPresent();
        assertThat(MEMORY.findWorst(List.of())).isEmpty();
    }

    @Test
    void ofSeveralLivesTheWorstCounts() {
        var flat = life(900, at -> 200);
        var growing = life(600, at -> 200 + at);

        assertThat(MEMORY.findWorst(List.of(flat, growing, flat)))
                .hasValueSatisfying(trend -> assertThat(trend.isFlat()).isFalse());
    }

    @Test
    void theGrowthOfAnHourIsTold() {
        assertThat(MEMORY.findWorst(List.of(life(900, at -> at / 60))))
                .hasValueSatisfying(trend -> assertThat(trend.perHour()).isBetween(59.9, 60.1));
    }

    private static boolean isFlat(List<Sample> life) {
        return MEMORY.findWorst(List.of(life)).orElseThrow().isFlat();
    }

    private static List<Sample> life(int seconds, DoubleUnaryOperator value) {
        return IntStream.rangeClosed(0, seconds / EVERY_SECONDS)
                .mapToObj(i -> new Sample(i * EVERY_SECONDS, value.applyAsDouble(i * EVERY_SECONDS)))
                .toList();
    }
}
