package io.dbcpool.watcher.belief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.watcher.belief.Doubt.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table. How a history is written, {@link History} says. */
class DoubtsTest {

    private static final BeliefPolicy POLICY = BeliefPolicy.ofHoldDown(History.HOLD_DOWN);

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"ordinary", "elsewhere", "againstTheChain", "insisting", "byTurns", "disagreeing"})
    void doubts(String what, String history, List<Kind> expected) {
        assertThat(doubts(history)).extracting(Doubt::kind).isEqualTo(expected);
    }

    static Stream<Arguments> ordinary() {
        return Stream.of(
                arguments("nothing is heard", "60:00", none()),
                arguments(
                        "a rental as it should be",
                        "0:00 free, 10:00 best, 10:18 final, 10:30 renting, 25:00 renting",
                        none()),
                arguments("a broadcast first, by 18 s", "0:00 free, 10:00 renting, 10:18 final, 10:59", none()),
                arguments(
                        "its end, and the node's timer",
                        "0:00 final, 10:00 renting, 20:00 free, 24:00 empty, 40:00 free",
                        none()),
                arguments("the timer has not come yet", "0:00 final, 10:00 renting, 20:00 free, 34:00 free", none()),
                arguments(
                        "a renter's request while it is empty",
                        "0:00 empty, 5:00 renting, 5:20 renting, 20:00 renting",
                        none()));
    }

    static Stream<Arguments> elsewhere() {
        return Stream.of(
                arguments("another sender", "0:00 elsewhere", spoof()),
                arguments("stands for 30 min", "0:00 elsewhere, 29:59.999", spoof()),
                arguments("and no longer", "0:00 elsewhere, 30:00", none()));
    }

    static Stream<Arguments> againstTheChain() {
        return Stream.of(
                arguments("long free, then renting", "0:00 free, 10:00 renting, 10:59.999", none()),
                arguments("and a minute later still free", "0:00 free, 10:00 renting, 11:00", spoof()),
                arguments("for 30 min after the last", "0:00 free, 10:00 renting, 20:00 renting, 49:59.999", spoof()),
                arguments("and no longer", "0:00 free, 10:00 renting, 20:00 renting, 50:00", none()),
                arguments("the chain says so after all", "0:00 free, 10:00 renting, 11:00, 11:30 best", none()),
                arguments("a renter's domain is there", "0:00 free, 10:00 renting, 10:01 active, 11:00", disagree()),
                arguments("just free, by less than the hold-down", "0:00 free, 2:59.999 renting, 4:10", disagree()),
                arguments("free for the hold-down", "0:00 free, 3:00 renting, 4:00", spoof()));
    }

    static Stream<Arguments> insisting() {
        return Stream.of(
                arguments("before the release", "0:00 renting, 1:00 release, 1:30", none()),
                arguments("after it", "0:00 renting, 1:00 release, 1:01 renting", spoof()),
                arguments("until the hold-down is over", "0:00 renting, 1:00 release, 1:01 renting, 3:59.999", spoof()),
                arguments("and no longer", "0:00 renting, 1:00 release, 1:01 renting, 4:00", none()));
    }

    static Stream<Arguments> byTurns() {
        return Stream.of(
                arguments("once is a request", "0:00 renting, 0:30 empty, 1:00 renting", none()),
                arguments(
                        "for just under a minute",
                        "0:00 renting, 0:00 empty, 0:59.999 renting, 0:59.999 empty",
                        none()),
                arguments("for a minute", "0:00 renting, 0:00 empty, 1:00 renting, 1:00 empty", spoof()),
                arguments("a minute ago", "0:00 renting, 0:00 empty, 1:00 renting, 1:00 empty, 1:59.999", spoof()),
                arguments("is over", "0:00 renting, 0:00 empty, 1:00 renting, 1:00 empty, 2:00", none()));
    }

    static Stream<Arguments> disagreeing() {
        return Stream.of(
                arguments("rented, and empty at once", "0:00 best, 0:59.999 empty, 5:00", none()),
                arguments("rented, and empty a minute later", "0:00 best, 1:00 empty, 1:59.999", none()),
                arguments("which stays so", "0:00 best, 1:00 empty, 2:00", disagree()),
                arguments("and is made good", "0:00 best, 1:00 empty, 2:00, 3:00 renting", none()),
                arguments("or not said again", "0:00 best, 1:00 empty, 30:59.999", disagree()),
                arguments("for 30 min", "0:00 best, 1:00 empty, 31:00", none()),
                arguments("a renter's domain, and empty", "0:00 active, 0:00 renter, 1:00 empty, 2:00", disagree()),
                arguments("which has gone", "0:00 active, 0:00 renter, 1:00 empty, 2:00, 3:00 gone", none()),
                arguments("free, and renting a minute later", "0:00 final, 0:30 free, 1:30 renting, 2:30", disagree()),
                arguments("and less than that", "0:00 final, 0:30 free, 1:29.999 renting, 2:40", none()),
                arguments("a domain outlives its order", "0:00 active, 0:00 renter, 5:00 free, 34:59.999", none()),
                arguments("for 30 min", "0:00 active, 0:00 renter, 5:00 free, 35:00", disagree()));
    }

    @Test
    void theSummaryNamesWhoSaysWhat() {
        assertThat(doubts("0:00 best, 1:00 empty, 2:00 empty"))
                .extracting(Doubt::summary)
                .containsExactly("the chain says renting since 2026-11-24T00:00:00Z, broadcasts say empty since"
                        + " 2026-11-24T00:01:00Z, last at 2026-11-24T00:02:00Z");
        assertThat(doubts("0:00 free, 10:00 renting, 12:00 renting"))
                .extracting(Doubt::summary)
                .containsExactly("a broadcast said renting at 2026-11-24T00:12:00Z, the finalized chain has said free"
                        + " since 2026-11-24T00:00:00Z");
        assertThat(doubts("0:00 elsewhere"))
                .extracting(Doubt::summary)
                .containsExactly("a broadcast about it was refused at 2026-11-24T00:00:00Z: wanted 192.0.2.11, found"
                        + " 192.0.2.66");
    }

    private static List<Doubt> doubts(String history) {
        var played = new History(POLICY).play(history);
        return Doubts.find(played.belief(), played.now(), POLICY);
    }

    private static List<Kind> none() {
        return List.of();
    }

    private static List<Kind> spoof() {
        return List.of(Kind.SPOOF_SUSPECTED);
    }

    private static List<Kind> disagree() {
        return List.of(Kind.SOURCES_DISAGREE);
    }
}
