package io.dbcpool.watcher.belief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import io.dbcpool.watcher.belief.Belief.Free;
import io.dbcpool.watcher.belief.Belief.Rented;
import io.dbcpool.watcher.belief.Belief.Unknown;
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.belief.Signal.OperatorReleases;
import io.dbcpool.watcher.belief.Signal.RentersDomain;
import io.dbcpool.watcher.belief.Signal.SaysEmpty;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineBeliefTest {

    private static final MachineId MACHINE = new MachineId("8e".repeat(32));
    private static final Instant T0 = Instant.parse("2026-11-24T00:00:00Z");
    private static final Duration HOLD_DOWN = Duration.ofMinutes(3);

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void words(String what, List<Signal> heard, Class<? extends Belief> expected) {
        assertThat(after(heard).belief()).isInstanceOf(expected);
    }

    static Stream<Arguments> words() {
        return Stream.of(
                arguments("nothing", List.of(), Unknown.class),
                arguments("a broadcast says renting", List.of(renting(0)), Rented.class),
                arguments("empty alone is not free", List.of(empty(0), empty(100)), Unknown.class),
                arguments("empty does not end a rental", List.of(renting(0), empty(1)), Rented.class),
                arguments("nor for just under 30 min", List.of(renting(0), empty(1), empty(30)), Rented.class),
                arguments("for 30 min it is unknown", List.of(renting(0), empty(1), empty(31)), Unknown.class),
                arguments("silence counts for nothing", List.of(renting(0), empty(1)), Rented.class),
                arguments(
                        "renting between begins anew",
                        List.of(renting(0), empty(1), renting(20), empty(31)),
                        Rented.class),
                arguments(
                        "a renter's domain holds the belief",
                        List.of(renting(0), new RentersDomain(true), empty(1), empty(40)),
                        Rented.class),
                arguments("the operator's word is obeyed", List.of(renting(0), release(1)), Unknown.class),
                arguments("what was said before it is over", List.of(release(1), renting(1)), Unknown.class),
                arguments("what is said after it counts", List.of(release(1), renting(2)), Rented.class));
    }

    @Test
    void theFinalizedChainFreesAfterTheHoldDownOnly() {
        var belief = after(List.of(renting(0), free(1)));

        assertThat(belief.at(minute(4).minusMillis(1), HOLD_DOWN).isRented()).isTrue();
        assertThat(belief.at(minute(4), HOLD_DOWN).belief()).isEqualTo(new Free(minute(4)));
    }

    @Test
    void theHoldDownBeginsAnewWithEachWordThatItIsRented() {
        var belief = after(List.of(renting(0), free(1), renting(3), free(5)));

        assertThat(belief.at(minute(7), HOLD_DOWN).isRented()).isTrue();
        assertThat(belief.at(minute(8), HOLD_DOWN).belief()).isInstanceOf(Free.class);
    }

    @Test
    void aRentersDomainIsStrongerThanTheChain() {
        var belief = after(List.of(renting(0), new RentersDomain(true), free(1)));

        assertThat(belief.at(minute(60), HOLD_DOWN).isRented()).isTrue();
        assertThat(belief.after(new RentersDomain(false))
                        .at(minute(60), HOLD_DOWN)
                        .belief())
                .isInstanceOf(Free.class);
    }

    /** A topic that is read again after a restart says once more what is long over. */
    @Test
    void oldWordsDoNotUndoWhatEndedThem() {
        var free = after(List.of(renting(0), free(1))).at(minute(4), HOLD_DOWN);
        var decayed = after(List.of(renting(0), empty(1), empty(31)));

        assertThat(free.after(renting(0)).isRented()).isFalse();
        assertThat(decayed.after(renting(0)).isRented()).isFalse();
        assertThat(free.after(renting(2)).isRented()).isTrue();
    }

    @Test
    void whatThisHostHearsItselfIsNeverOld() {
        var released = after(List.of(release(60)));
        var own = Trigger.of(Source.BROADCAST, Via.DIRECT, minute(1));

        assertThat(released.after(new SaysRented(own, minute(1))).isRented()).isTrue();
        assertThat(released.notDeafBeyond(minute(0)).after(renting(1)).isRented())
                .isTrue();
    }

    @Test
    void theFirstSignalNamesTheRental() {
        var belief = after(List.of(renting(0), renting(5))).belief();

        assertThat(belief).isEqualTo(new Rented(MACHINE.hex() + ":2026-11-24T00:00:00Z", trigger(0)));
    }

    @Test
    void aRentOrderNamesItBetter() {
        var trigger = new Trigger(
                Source.BEST_BLOCK,
                Via.KAFKA,
                T0,
                Optional.of(new RentOrderId(77)),
                Optional.of(new BlockNumber(5)),
                Optional.of(T0));

        assertThat(after(List.of(new SaysRented(trigger, T0))).belief())
                .isEqualTo(new Rented(MACHINE.hex() + ":77", trigger));
    }

    /** However often and whenever a forged empty comes, it never frees. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothingButTheChainFrees(long seed) {
        var random = new Random(seed);
        var belief = MachineBelief.nothingHeard(MACHINE);
        int minutes = 0;
        for (int i = 0; i < 10_000; i++) {
            minutes += random.nextInt(20);
            belief = belief.after(
                    switch (random.nextInt(4)) {
                        case 0 -> renting(minutes);
                        case 1 -> new RentersDomain(random.nextBoolean());
                        case 2 -> release(minutes);
                        default -> empty(minutes);
                    });
            belief = belief.at(minute(minutes), HOLD_DOWN);
            assertThat(belief.belief()).as("after %d words", i + 1).isNotInstanceOf(Free.class);
        }
    }

    private static MachineBelief after(List<Signal> heard) {
        var belief = MachineBelief.nothingHeard(MACHINE);
        for (Signal signal : heard) {
            belief = belief.after(signal);
        }
        return belief;
    }

    private static Signal renting(int minute) {
        return new SaysRented(trigger(minute), minute(minute));
    }

    private static Trigger trigger(int minute) {
        return Trigger.of(Source.BROADCAST, Via.KAFKA, minute(minute));
    }

    private static Signal empty(int minute) {
        return new SaysEmpty(minute(minute));
    }

    private static Signal free(int minute) {
        return new ChainSaysFree(minute(minute));
    }

    private static Signal release(int minute) {
        return new OperatorReleases(minute(minute));
    }

    private static Instant minute(int minute) {
        return T0.plus(Duration.ofMinutes(minute));
    }
}
