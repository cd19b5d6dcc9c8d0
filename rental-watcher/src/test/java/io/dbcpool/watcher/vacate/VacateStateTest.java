package io.dbcpool.watcher.vacate;

import static io.dbcpool.watcher.vacate.Alarm.BREACH;
import static io.dbcpool.watcher.vacate.Alarm.COLLATERAL;
import static io.dbcpool.watcher.vacate.Alarm.GIVEN_UP;
import static io.dbcpool.watcher.vacate.Alarm.NEAR_MISS;
import static io.dbcpool.watcher.vacate.Alarm.NONE;
import static io.dbcpool.watcher.vacate.Force.ASK;
import static io.dbcpool.watcher.vacate.Force.KILL;
import static io.dbcpool.watcher.vacate.Force.TERMINATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.watcher.vacate.Action.Apply;
import io.dbcpool.watcher.vacate.Action.CertifyRelease;
import io.dbcpool.watcher.vacate.Action.Raise;
import io.dbcpool.watcher.vacate.VacateState.Begun;
import io.dbcpool.watcher.vacate.VacateState.Released;
import io.dbcpool.watcher.vacate.VacateState.Stopping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VacateStateTest {

    private static final VacatePolicy POLICY = new VacatePolicy(millis(5_000), millis(7_000), millis(10_000));
    private static final VacatePolicy NO_ASKING = new VacatePolicy(millis(0), millis(7_000), millis(10_000));

    @ParameterizedTest(name = "{0}, {1} ms after the signal")
    @MethodSource
    void clock(VacateState before, long elapsedMillis, Step expected) {
        assertThat(before.onClock(millis(elapsedMillis), POLICY)).isEqualTo(expected);
    }

    /** A guard of many machines asks this first, and lets those be of which nothing is due. */
    @ParameterizedTest(name = "{0}, {1} ms after the signal")
    @MethodSource("clock")
    void somethingIsDueWhereTheClockHasSomethingToDoAndNowhereElse(
            VacateState before, long elapsedMillis, Step expected) {
        boolean isDue = before.nextDue(POLICY)
                .filter(due -> millis(elapsedMillis).compareTo(due) >= 0)
                .isPresent();

        assertThat(isDue).isEqualTo(!expected.actions().isEmpty());
    }

    static Stream<Arguments> clock() {
        return Stream.of(
                arguments(new Begun(), 0, apply(ASK, 0, NONE)),
                arguments(stopping(ASK, 0, NONE), 1_499, Step.stay(stopping(ASK, 0, NONE))),
                arguments(stopping(ASK, 0, NONE), 1_500, apply(ASK, 1_500, NONE)),
                arguments(stopping(ASK, 4_500, NONE), 4_999, Step.stay(stopping(ASK, 4_500, NONE))),
                arguments(stopping(ASK, 4_500, NONE), 5_000, apply(TERMINATE, 5_000, NONE)),
                arguments(stopping(TERMINATE, 5_000, NONE), 6_999, Step.stay(stopping(TERMINATE, 5_000, NONE))),
                arguments(stopping(TERMINATE, 5_000, NONE), 7_000, apply(KILL, 7_000, NONE)),
                arguments(stopping(KILL, 7_000, NONE), 7_499, Step.stay(stopping(KILL, 7_000, NONE))),
                arguments(stopping(KILL, 7_000, NONE), 7_500, apply(KILL, 7_500, NONE)),
                arguments(stopping(KILL, 7_500, NONE), 7_999, Step.stay(stopping(KILL, 7_500, NONE))),
                arguments(stopping(KILL, 7_900, NONE), 8_000, raise(KILL, 7_900, NEAR_MISS, 8_000)),
                arguments(stopping(KILL, 9_900, NEAR_MISS), 9_999, Step.stay(stopping(KILL, 9_900, NEAR_MISS))),
                arguments(stopping(KILL, 9_900, NEAR_MISS), 10_000, raise(KILL, 9_900, BREACH, 10_000)),
                arguments(stopping(KILL, 14_900, BREACH), 14_999, Step.stay(stopping(KILL, 14_900, BREACH))),
                arguments(stopping(KILL, 14_900, BREACH), 15_000, raise(KILL, 14_900, COLLATERAL, 15_000)),
                arguments(stopping(KILL, 59_900, COLLATERAL), 59_999, Step.stay(stopping(KILL, 59_900, COLLATERAL))),
                arguments(stopping(KILL, 59_900, COLLATERAL), 60_000, raise(KILL, 59_900, GIVEN_UP, 60_000)),
                arguments(stopping(KILL, 60_000, GIVEN_UP), 64_999, Step.stay(stopping(KILL, 60_000, GIVEN_UP))),
                arguments(stopping(KILL, 60_000, GIVEN_UP), 65_000, apply(KILL, 65_000, GIVEN_UP)),
                arguments(released(KILL, BREACH), 99_000, Step.stay(released(KILL, BREACH))));
    }

    @Test
    void watcherThatSleptKillsAtOnceAndSaysHowLateItIs() {
        var step = new Begun().onClock(millis(11_000), POLICY);

        assertThat(step)
                .isEqualTo(new Step(
                        stopping(KILL, 11_000, BREACH), List.of(new Apply(KILL), new Raise(BREACH, millis(11_000)))));
    }

    @Test
    void aBudgetWithoutSoftPhaseAsksNothing() {
        assertThat(new Begun().onClock(millis(0), NO_ASKING)).isEqualTo(apply(TERMINATE, 0, NONE));
    }

    @ParameterizedTest(name = "{0} released")
    @MethodSource
    void release(VacateState before, Step expected) {
        assertThat(before.onReleased(millis(3_000), POLICY)).isEqualTo(expected);
    }

    static Stream<Arguments> release() {
        var certify = new CertifyRelease(millis(3_000));
        return Stream.of(
                arguments(new Begun(), Step.to(new Released(Optional.empty(), NONE), certify)),
                arguments(stopping(ASK, 0, NONE), Step.to(released(ASK, NONE), certify)),
                arguments(stopping(KILL, 0, COLLATERAL), Step.to(released(KILL, COLLATERAL), certify)),
                arguments(released(ASK, NONE), Step.stay(released(ASK, NONE))));
    }

    /** Between two looks at the clock the deadline passed, and then it went: late, and said so. */
    @Test
    void whatWasReleasedJustAfterTheDeadlineAlarmsAllTheSame() {
        assertThat(stopping(KILL, 9_900, NEAR_MISS).onReleased(millis(10_003), POLICY))
                .isEqualTo(new Step(
                        released(KILL, BREACH),
                        List.of(new Raise(BREACH, millis(10_003)), new CertifyRelease(millis(10_003)))));
        assertThat(stopping(KILL, 9_900, NEAR_MISS).onReleased(millis(9_999), POLICY))
                .isEqualTo(Step.to(released(KILL, NEAR_MISS), new CertifyRelease(millis(9_999))));
    }

    /** Whatever the loop's rhythm, force and alarm only rise, and each alarm is raised once. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverGoesBack(long seed) {
        var random = new Random(seed);
        var elapsed = Duration.ZERO;
        VacateState state = new Begun();
        for (int i = 0; i < 1_000; i++) {
            elapsed = elapsed.plusMillis(random.nextInt(400));
            var step = state.onClock(elapsed, POLICY);
            int before = state.applied().map(Force::ordinal).orElse(-1);
            assertThat(step.next().applied().map(Force::ordinal).orElse(-1)).isGreaterThanOrEqualTo(before);
            assertThat(step.next().alarm()).isGreaterThanOrEqualTo(state.alarm());
            boolean raised = step.actions().stream().anyMatch(Raise.class::isInstance);
            assertThat(raised).isEqualTo(step.next().alarm() != state.alarm());
            state = step.next();
        }
        assertThat(state.alarm()).isEqualTo(GIVEN_UP);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 7000, 10000, soft (PT-0.001S) must not be negative",
        "5001, 5000, 10000, term (PT5S) must not come before soft (PT5.001S)",
        "5000, 8001, 10000, deadline (PT10S) must leave PT2S after term (PT8.001S)",
    })
    void budgetsThatDoNotFitAreRefused(long soft, long term, long deadline, String message) {
        assertThatThrownBy(() -> new VacatePolicy(millis(soft), millis(term), millis(deadline)))
                .hasMessage(message);
    }

    private static Step apply(Force force, long atMillis, Alarm alarm) {
        return Step.to(stopping(force, atMillis, alarm), new Apply(force));
    }

    private static Step raise(Force force, long appliedAtMillis, Alarm alarm, long nowMillis) {
        return Step.to(stopping(force, appliedAtMillis, alarm), new Raise(alarm, millis(nowMillis)));
    }

    private static Stopping stopping(Force force, long appliedAtMillis, Alarm alarm) {
        return new Stopping(force, millis(appliedAtMillis), alarm);
    }

    private static Released released(Force force, Alarm alarm) {
        return new Released(Optional.of(force), alarm);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
