package io.dbcpool.watcher.belief;

import static io.dbcpool.watcher.belief.History.HOLD_DOWN;
import static io.dbcpool.watcher.belief.History.MACHINE;
import static io.dbcpool.watcher.belief.History.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.watcher.belief.Belief.Free;
import io.dbcpool.watcher.belief.Belief.Rented;
import io.dbcpool.watcher.belief.Belief.Unknown;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table. The hold-down is 3 min; how a history is written, {@link History} says. */
class MachineBeliefTest {

    private static final Class<Rented> RENTED = Rented.class;
    private static final Class<Free> FREE = Free.class;
    private static final Class<Unknown> UNKNOWN = Unknown.class;

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"weakWords", "theChain", "hypervisor", "forks", "operator", "kafka", "clocks", "restarts"})
    void believes(String what, String history, Class<? extends Belief> expected) {
        assertThat(History.after(history).belief()).isInstanceOf(expected);
    }

    static Stream<Arguments> weakWords() {
        return Stream.of(
                arguments("nothing", "", UNKNOWN),
                arguments("any credible word stops", "0:00 renting", RENTED),
                arguments("empty is not free", "0:00 empty, 100:00 empty", UNKNOWN),
                arguments("empty does not end a rental", "0:00 renting, 1:00 empty", RENTED),
                arguments("nor for just under 30 min", "0:00 renting, 1:00 empty, 30:59.999 empty", RENTED),
                arguments("for 30 min it does, to unknown", "0:00 renting, 1:00 empty, 31:00 empty", UNKNOWN),
                arguments("silence counts for nothing", "0:00 renting, 1:00 empty, 600:00", RENTED),
                arguments("renting begins it anew", "0:00 renting, 1:00 empty, 20:00 renting, 31:00 empty", RENTED),
                arguments("a hint nobody asked for", "0:00 free, 3:00 free, 3:01 pool", FREE));
    }

    static Stream<Arguments> theChain() {
        return Stream.of(
                arguments("free has to hold", "0:00 renting, 1:00 free, 3:59.999", RENTED),
                arguments("for the hold-down", "0:00 renting, 1:00 free, 4:00 free", FREE),
                arguments("of an unknown machine too", "0:00 free, 2:59.999", UNKNOWN),
                arguments("and then it is free", "0:00 free, 3:00 free", FREE),
                arguments("silence is not free", "0:00 free, 60:00", UNKNOWN),
                arguments("said too early it is not", "0:00 free, 2:59.999 free, 60:00", UNKNOWN),
                arguments("nor does silence end a rental", "0:00 renting, 1:00 free, 60:00", RENTED),
                arguments("once free it stays so", "0:00 free, 3:00 free, 60:00", FREE),
                arguments("said before the rental it is nothing", "0:00 free, 1:00 renting, 60:00", RENTED),
                arguments("best block ends free at once", "0:00 free, 3:00 free, 3:01 best", RENTED),
                arguments("so does a broadcast", "0:00 free, 3:00 free, 3:01 renting", RENTED),
                arguments("the chain begins anew", "0:00 renting, 1:00 free, 2:00 final, 5:00 free, 7:59.999", RENTED),
                arguments("when it said rented", "0:00 renting, 1:00 free, 2:00 final, 5:00 free, 8:00 free", FREE),
                arguments(
                        "a broadcast between delays",
                        "0:00 renting, 1:00 free, 3:00 renting, 3:30 free, 4:00 free, 5:59.999",
                        UNKNOWN),
                arguments(
                        "what is free, by the hold-down",
                        "0:00 renting, 1:00 free, 3:00 renting, 3:30 free, 4:00 free, 6:00 free",
                        FREE),
                arguments("the chain must speak after it", "0:00 renting, 1:00 free, 3:00 renting, 60:00", RENTED),
                arguments(
                        "repeats do not hold a rental up", "0:00 renting, 0:06 free, 3:05 renting, 3:06 free", UNKNOWN),
                arguments(
                        "before the hold-down they do", "0:00 renting, 0:06 free, 3:05 renting, 3:05.999 free", RENTED),
                arguments("empty ends no rental of the chain", "0:00 best, 1:00 empty, 90:00 empty", RENTED),
                arguments("nor of the finalized chain", "0:00 final, 1:00 empty, 90:00 empty", RENTED),
                arguments("an older block knows nothing", "0:00 best, 0:06 free-99, 3:06 free-99", RENTED),
                arguments("the same one does", "0:00 best, 0:06 free-100, 3:06 free-100", FREE));
    }

    static Stream<Arguments> hypervisor() {
        return Stream.of(
                arguments("a renter's domain stops", "0:00 active, 0:00 renter", RENTED),
                arguments("it holds against empty", "0:00 renting, 0:30 active, 1:00 empty, 40:00 empty", RENTED),
                arguments("and against the chain", "0:00 renting, 0:30 active, 1:00 free, 60:00", RENTED),
                arguments(
                        "gone, the hold-down begins",
                        "0:00 renting, 0:30 active, 1:00 free, 60:00 gone, 62:59.999",
                        RENTED),
                arguments("and ends", "0:00 renting, 0:30 active, 1:00 free, 60:00 gone, 63:00 free", FREE),
                arguments(
                        "not in silence",
                        "0:00 renting, 0:30 active, 1:00 free, 59:59 free, 60:00 gone, 99:00",
                        RENTED),
                arguments("gone alone frees nothing", "0:00 active, 0:00 renter, 1:00 gone, 60:00", RENTED),
                arguments(
                        "gone, empty counts", "0:00 active, 0:00 renter, 1:00 gone, 2:00 empty, 32:00 empty", UNKNOWN));
    }

    static Stream<Arguments> forks() {
        return Stream.of(
                arguments("a fork takes it back", "0:00 best, 0:06 retracted", UNKNOWN),
                arguments("which does not free", "0:00 best, 0:06 retracted, 60:00", UNKNOWN),
                arguments("by the block, if no order is told", "0:00 best, 0:06 retracted-block", UNKNOWN),
                arguments("of another order", "0:00 best, 0:06 retracted-other", RENTED),
                arguments("of another block", "0:00 best, 0:06 retracted-other-block", RENTED),
                arguments("another block has it again", "0:00 best, 0:06 retracted, 0:07 best-101", RENTED),
                arguments("a broadcast says so too", "0:00 best, 0:01 renting, 0:06 retracted", RENTED),
                arguments("the finalized chain says so too", "0:00 best, 0:01 final, 0:06 retracted", RENTED),
                arguments("a renter's domain is there", "0:00 best, 0:01 active, 0:06 retracted", RENTED),
                arguments("it takes back no broadcast", "0:00 renting, 0:06 retracted", RENTED));
    }

    static Stream<Arguments> operator() {
        return Stream.of(
                arguments("the operator is obeyed", "0:00 renting, 1:00 release", UNKNOWN),
                arguments("against the chain too", "0:00 final, 1:00 release", UNKNOWN),
                arguments("released is not free", "0:00 free, 3:00 free, 3:01 release, 60:00", UNKNOWN),
                arguments("broadcasts go on in vain", "0:00 renting, 1:00 release, 1:01 renting", UNKNOWN),
                arguments("just under the hold-down", "0:00 renting, 1:00 release, 3:59.999 renting", UNKNOWN),
                arguments("then they count again", "0:00 renting, 1:00 release, 4:00 renting", RENTED),
                arguments("those of Kafka as well", "0:00 renting, 1:00 release, 1:30 ~1:20 renting~", UNKNOWN),
                arguments("read again later too", "0:00 renting, 1:00 release, 9:00 ~4:00 renting~", UNKNOWN),
                arguments("not what was said later", "0:00 renting, 1:00 release, 9:00 ~4:00.001 renting~", RENTED),
                arguments(
                        "after a restart as well",
                        "0:00 renting, 1:00 release, 8:00 restart, 9:00 ~3:00 renting~",
                        UNKNOWN),
                arguments(
                        "by a clock that was right",
                        "0:00 clock+1h, 0:01 renting, 1:00 release, 2:00 clock-1h, 2:01 empty, 5:00 ~4:30 renting~",
                        RENTED),
                arguments("the chain counts at once", "0:00 renting, 1:00 release, 1:01 best", RENTED),
                arguments("so does a renter's domain", "0:00 renting, 1:00 release, 1:01 renter", RENTED),
                arguments(
                        "a fork leaves what the operator said",
                        "0:00 renting, 1:00 release, 1:01 best, 1:02 renting, 1:03 retracted",
                        UNKNOWN),
                arguments("what nobody claimed silences nobody", "0:00 release, 0:01 renting", RENTED),
                arguments(
                        "a second release does not shorten it",
                        "0:00 renting, 1:00 release, 2:00 release, 3:59.999 renting",
                        UNKNOWN),
                arguments("nor lengthen it", "0:00 renting, 1:00 release, 2:00 release, 4:00 renting", RENTED));
    }

    static Stream<Arguments> kafka() {
        return Stream.of(
                arguments("by way of Kafka it counts", "0:05 ~0:00 renting~", RENTED),
                arguments("said before the release", "1:00 release, 1:05 ~1:00 renting~", UNKNOWN),
                arguments("said after it", "1:00 release, 1:05 ~1:00.001 renting~", RENTED),
                arguments(
                        "the chain's word is older than the broadcast",
                        "9:00 renting, 9:05 ~2:00 free~, 60:00",
                        RENTED),
                arguments(
                        "5 s are the clocks' noise for ending it",
                        "9:00 renting, 9:10 ~9:04 free~, 12:05 renting, 12:10 ~12:00 free~",
                        UNKNOWN),
                arguments(
                        "more are not",
                        "9:00 renting, 9:10 ~9:04 free~, 12:05 renting, 12:10 ~11:59.999 free~",
                        RENTED),
                arguments(
                        "and none is for free",
                        "9:00 renting, 9:10 ~9:04 free~, 10:00 renting, 10:01 ~9:59.999 free~, 15:00",
                        UNKNOWN),
                arguments(
                        "said after it, it is",
                        "9:00 renting, 9:10 ~9:04 free~, 10:00 renting, 10:01 ~10:00 free~, 15:00",
                        FREE),
                arguments("of two from Kafka the labels tell", "9:00 ~8:00 renting~, 9:00 ~8:30 free~, 12:00", FREE),
                arguments(
                        "whatever came first", "9:00 ~8:30 free~, 9:00 ~8:00 renting~, 9:01 ~8:01 free~, 12:01", FREE),
                arguments("the later renting stands", "9:00 ~8:30 renting~, 9:00 ~8:00 free~, 60:00", RENTED));
    }

    /** An hour each way, in the middle of what has to hold. */
    static Stream<Arguments> clocks() {
        return Stream.of(
                arguments(
                        "forward: the hold-down is no shorter",
                        "0:00 renting, 1:00 free, 2:00 clock+1h, 3:59.999",
                        RENTED),
                arguments("and no longer", "0:00 renting, 1:00 free, 2:00 clock+1h, 4:00 free", FREE),
                arguments("back: no shorter", "0:00 renting, 1:00 free, 2:00 clock-1h, 3:59.999", RENTED),
                arguments(
                        "back: the first word since then is heard, though its label is older than the release's",
                        "0:00 clock+1h, 0:01 renting, 1:00 release, 2:00 clock-1h, 2:05 ~2:03 best~",
                        RENTED),
                arguments(
                        "back, put right: one from before the release is not",
                        "0:00 clock+1h, 0:01 renting, 1:00 release, 2:00 clock-1h, 2:05 ~0:50 best~",
                        UNKNOWN),
                arguments("and no longer either", "0:00 renting, 1:00 free, 2:00 clock-1h, 4:00 free", FREE),
                arguments(
                        "forward: empty has to hold",
                        "0:00 renting, 1:00 empty, 2:00 clock+1h, 30:59.999 empty",
                        RENTED),
                arguments("its 30 min", "0:00 renting, 1:00 empty, 2:00 clock+1h, 31:00 empty", UNKNOWN),
                arguments("back: it has to hold", "0:00 renting, 1:00 empty, 2:00 clock-1h, 30:59.999 empty", RENTED),
                arguments("its 30 min as well", "0:00 renting, 1:00 empty, 2:00 clock-1h, 31:00 empty", UNKNOWN),
                arguments(
                        "forward: a release silences",
                        "0:00 renting, 1:00 release, 2:00 clock+1h, 3:59.999 renting",
                        UNKNOWN),
                arguments(
                        "and no longer than it should",
                        "0:00 renting, 1:00 release, 2:00 clock-1h, 4:00 renting",
                        RENTED),
                arguments(
                        "an hour ahead: a later block is heard, though its label is older than the release's",
                        "0:00 clock+1h, 0:01 ~0:00 best-100~, 2:00 release, 6:00 ~5:59 best-189~",
                        RENTED),
                arguments(
                        "the same block is what was overruled",
                        "0:00 clock+1h, 0:01 ~0:00 best-100~, 2:00 release, 6:00 ~0:00 best-100~",
                        UNKNOWN),
                arguments(
                        "also after a restart",
                        "0:00 clock+1h, 0:01 ~0:00 best-100~, 2:00 release, 3:00 restart, 6:00 ~0:00 best-100~",
                        UNKNOWN),
                arguments(
                        "which does not forget that",
                        "0:00 clock+1h, 0:01 ~0:00 best-100~, 2:00 release, 3:00 restart, 6:00 ~5:59 best-189~",
                        RENTED),
                arguments(
                        "of a machine that the chain had said nothing of",
                        "0:00 clock+1h, 0:01 renting, 2:00 release, 6:00 ~5:59 best-189~",
                        RENTED),
                arguments(
                        "and where empty overruled",
                        "0:00 clock+1h, 0:01 renting, 0:02 empty, 30:02 empty, 31:00 ~30:59 best-189~",
                        RENTED),
                arguments(
                        "nobody is deaf to Kafka for it",
                        "0:00 clock+1h, 1:00 release, 2:00 clock-1h, 2:00 renting, 2:05 release, 6:00 best~",
                        RENTED));
    }

    static Stream<Arguments> restarts() {
        return Stream.of(
                arguments("a rental stays", "0:00 renting, 1:00 restart, 600:00", RENTED),
                arguments("what held has to hold anew", "0:00 renting, 1:00 free, 2:00 restart, 4:00", RENTED),
                arguments("from a word after it", "0:00 renting, 1:00 free, 2:00 restart, 3:00 free, 6:00 free", FREE),
                arguments("empty too", "0:00 renting, 1:00 empty, 2:00 restart, 3:00 empty, 31:00 empty", RENTED),
                arguments(
                        "a release still silences",
                        "0:00 renting, 1:00 release, 2:00 restart, 3:59.999 renting",
                        UNKNOWN),
                arguments(
                        "who claims it is known",
                        "0:00 best, 0:01 renting, 1:00 restart, 2:00 ~0:00 best~, 2:01 empty, 40:00 empty",
                        RENTED),
                arguments(
                        "a topic is read again after the chain freed",
                        "0:00 renting, 1:00 free, 4:00 free, 5:00 ~0:00 renting~",
                        FREE),
                arguments(
                        "also the chain's free is of before a release",
                        "0:30 ~0:30 free~, 1:00 ~1:00 best~, 2:00 release, 3:00 restart, 3:01 ~0:30 free~, 60:00",
                        UNKNOWN),
                arguments(
                        "nor made newer by a clock that was set back",
                        "0:00 clock+1h, 0:30 ~60:30 free~, 0:40 clock-1h, 1:00 ~1:00 best~, 2:00 release, 3:00 restart,"
                                + " 3:01 ~60:30 free~, 20:00",
                        UNKNOWN),
                arguments(
                        "and counts if said after it",
                        "1:00 ~1:00 best~, 2:00 release, 3:00 restart, 3:01 ~2:00.001 free~, 7:00",
                        FREE),
                arguments(
                        "or if it was what overruled",
                        "0:00 renting, 1:00 ~1:00 free~, 1:03 renting, 4:00, 4:01 restart, 4:02 ~1:00 free~, 8:00",
                        FREE),
                arguments("after it decayed", "0:00 renting, 1:00 empty, 31:00 empty, 32:00 ~0:00 renting~", UNKNOWN),
                arguments(
                        "what was said later counts",
                        "0:00 renting, 1:00 free, 4:00 free, 5:00 ~2:00 renting~",
                        RENTED));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"0:00 renting, 0:01 pool, 5:00", "0:00 free, 3:00 free, 3:01 pool", "0:00 pool"})
    void aHintIsNoRentalAndNoRentalIsFreeOfIt(String history) {
        var policy = new BeliefPolicy(HOLD_DOWN, true);

        assertThat(History.after(history, policy).belief()).isNotInstanceOf(FREE);
        assertThat(History.after("0:00 pool", policy).isRented()).isFalse();
    }

    @Test
    void aHintHoldsFreeUpForTheHoldDown() {
        var policy = new BeliefPolicy(HOLD_DOWN, true);

        assertThat(History.after("0:00 free, 2:00 pool, 4:00 free, 4:59.999", policy)
                        .belief())
                .isInstanceOf(UNKNOWN);
        assertThat(History.after("0:00 free, 2:00 pool, 4:00 free, 5:00", policy)
                        .belief())
                .isInstanceOf(FREE);
    }

    /** Otherwise an empty between two forged rentings would bring the second stop forward. */
    @Test
    void aHoldDownOfMoreThan30MinIsHowLongEmptyHasToHold() {
        var policy = BeliefPolicy.ofHoldDown(Duration.ofHours(1));

        assertThat(History.after("0:00 renting, 0:01 empty, 60:00.999 empty", policy)
                        .belief())
                .isInstanceOf(RENTED);
        assertThat(History.after("0:00 renting, 0:01 empty, 60:01 empty", policy)
                        .belief())
                .isInstanceOf(UNKNOWN);
    }

    @Test
    void theFirstSignalNamesTheRental() {
        var belief = History.after("0:00 renting, 1:00 best");

        assertThat(belief.belief())
                .isEqualTo(new Rented(
                        MACHINE.hex() + ":2026-11-24T00:00:00Z", Trigger.of(Source.BROADCAST, Via.DIRECT, T0)));
        assertThat(belief.claimedBy()).isEqualTo(Set.of(Source.BROADCAST, Source.BEST_BLOCK));
    }

    @Test
    void aRentOrderNamesItBetter() {
        assertThat(History.after("0:00 best").belief())
                .isInstanceOfSatisfying(
                        RENTED, rented -> assertThat(rented.key()).isEqualTo(MACHINE.hex() + ":7"));
    }

    @Test
    void itIsKnownWhoSaysWhatSinceWhen() {
        var words = History.after("0:00 renting, 0:02 renting, 0:07 best, 1:00 empty")
                .words();

        assertThat(words.find(Source.BROADCAST)).hasValueSatisfying(word -> {
            assertThat(word.says()).isEqualTo(LastWord.Says.EMPTY);
            assertThat(word.since().wall()).isEqualTo(T0.plusSeconds(60));
        });
        assertThat(words.renting()).hasValueSatisfying(renting -> {
            assertThat(renting.since().wall()).isEqualTo(T0);
            assertThat(renting.last().wall()).isEqualTo(T0.plusSeconds(2));
        });
        assertThat(words.find(Source.BEST_BLOCK))
                .hasValueSatisfying(word -> assertThat(word.last().wall()).isEqualTo(T0.plusSeconds(7)));
        assertThat(words.find(Source.FINALIZED_BLOCK)).isEmpty();
    }
}
