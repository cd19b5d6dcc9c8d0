package io.dbcpool.watcher.chain;

import static io.dbcpool.watcher.chain.Blocks.BLOCK;
import static io.dbcpool.watcher.chain.Blocks.MACHINE;
import static io.dbcpool.watcher.chain.Blocks.NUMBER;
import static io.dbcpool.watcher.chain.Blocks.ORDER;
import static io.dbcpool.watcher.chain.Blocks.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.chain.feed.MachineView;
import io.dbcpool.chain.feed.PalletView;
import io.dbcpool.chain.feed.PalletView.Standing;
import io.dbcpool.chain.feed.RentalFeed;
import io.dbcpool.chain.feed.RentalNews.Kind;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.watcher.belief.Signal;
import io.dbcpool.watcher.belief.Signal.ChainRetracts;
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChainSignalsTest {

    @ParameterizedTest(name = "{0}, final: {1}, takes back: {2}")
    @MethodSource
    void news(Kind kind, boolean isFinal, Optional<Kind> retracted, Optional<Signal> expected) {
        assertThat(ChainSignals.find(Blocks.news(kind, isFinal, retracted))).isEqualTo(expected);
    }

    static Stream<Arguments> news() {
        Optional<Kind> nothing = Optional.empty();
        Optional<Signal> noSignal = Optional.empty();
        return Stream.of(
                arguments(Kind.ORDERED, false, nothing, rented(Source.BEST_BLOCK)),
                arguments(Kind.ORDERED, true, nothing, rented(Source.FINALIZED_BLOCK)),
                arguments(Kind.CONFIRMED, false, nothing, rented(Source.BEST_BLOCK)),
                arguments(Kind.EXTENDED, true, nothing, rented(Source.FINALIZED_BLOCK)),
                arguments(Kind.ENDED, true, nothing, noSignal),
                arguments(Kind.EXPIRED, false, nothing, noSignal),
                arguments(Kind.FORCED_OFFLINE, true, nothing, noSignal),
                arguments(
                        Kind.RETRACTED,
                        false,
                        Optional.of(Kind.ORDERED),
                        Optional.of(new ChainRetracts(ORDER, NUMBER))),
                arguments(Kind.RETRACTED, false, Optional.of(Kind.CONFIRMED), noSignal),
                arguments(Kind.RETRACTED, false, Optional.of(Kind.ENDED), noSignal));
    }

    @Test
    void aFinalizedBlockThatIsNotOldSaysWhichMachinesAreFree() {
        var heard = TIME.plus(ChainSignals.CHAIN_NODE_IS_BEHIND);

        assertThat(ChainSignals.free(finalized(Standing.VACANT), heard))
                .isEqualTo(Map.of(MACHINE, new ChainSaysFree(heard, Via.DIRECT, Optional.of(NUMBER))));
        assertThat(ChainSignals.free(finalized(Standing.VACANT), heard.plus(Duration.ofMillis(1))))
                .isEmpty();
    }

    @Test
    void whatIsRentedVerifiedOrUnknownIsNotFree() {
        for (Standing standing : List.of(Standing.RENTED, Standing.NOT_VACANT, Standing.NOT_BONDED)) {
            assertThat(ChainSignals.free(finalized(standing), TIME))
                    .as("%s", standing)
                    .isEmpty();
        }
    }

    private static RentalFeed.Told finalized(Standing standing) {
        var view =
                new MachineView(Map.of(RentPallet.RENT_MACHINE, new PalletView(standing, false, Map.of(), List.of())));
        return new RentalFeed.Told(BLOCK, TIME, Map.of(MACHINE, view), List.of());
    }

    private static Optional<Signal> rented(Source source) {
        return Optional.of(new SaysRented(
                new Trigger(source, Via.DIRECT, TIME, ORDER, Optional.of(NUMBER), Optional.of(TIME)), TIME));
    }
}
