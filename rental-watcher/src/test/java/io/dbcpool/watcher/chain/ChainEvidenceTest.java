package io.dbcpool.watcher.chain;

import static io.dbcpool.watcher.chain.Blocks.BLOCK;
import static io.dbcpool.watcher.chain.Blocks.MACHINE;
import static io.dbcpool.watcher.chain.Blocks.NUMBER;
import static io.dbcpool.watcher.chain.Blocks.ORDER;
import static io.dbcpool.watcher.chain.Blocks.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.chain.feed.RentalNews;
import io.dbcpool.chain.feed.RentalNews.Kind;
import io.dbcpool.chain.pending.PendingRental;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.events.SignalHeard;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChainEvidenceTest {

    private static final Instant HEARD = TIME.plusMillis(1_500);

    /** Of Blake2b-256 of nothing. */
    private static final String HASH_TEXT = "0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8";

    @ParameterizedTest(name = "{0}, final: {1}")
    @MethodSource
    void whatABlockSaysStandsInTheReceiptWithItsHash(
            Kind kind, boolean isFinal, Source source, String says, Instant saidAt) {
        assertThat(find(Blocks.news(kind, isFinal, Optional.of(Kind.ORDERED))))
                .contains(new SignalHeard(
                        source,
                        Via.DIRECT,
                        says,
                        saidAt,
                        HEARD,
                        HEARD,
                        1,
                        "RentMachine",
                        ORDER,
                        Optional.of(NUMBER),
                        Optional.of(HASH_TEXT),
                        Optional.of(TIME),
                        Optional.empty()));
    }

    static Stream<Arguments> whatABlockSaysStandsInTheReceiptWithItsHash() {
        return Stream.of(
                arguments(Kind.ORDERED, false, Source.BEST_BLOCK, "renting", TIME),
                arguments(Kind.ORDERED, true, Source.FINALIZED_BLOCK, "renting", TIME),
                arguments(Kind.CONFIRMED, false, Source.BEST_BLOCK, "renting", TIME),
                arguments(Kind.EXTENDED, true, Source.FINALIZED_BLOCK, "renting", TIME),
                arguments(Kind.RETRACTED, false, Source.BEST_BLOCK, "retracted", HEARD));
    }

    @Test
    void whatSaysNothingOfARentalStandsInNone() {
        for (Kind kind : List.of(Kind.ENDED, Kind.EXPIRED, Kind.FORCED_OFFLINE)) {
            assertThat(find(Blocks.news(kind, true, Optional.empty())))
                    .as("%s", kind)
                    .isEmpty();
        }
        assertThat(find(Blocks.news(Kind.RETRACTED, false, Optional.of(Kind.CONFIRMED))))
                .as("the order stands")
                .isEmpty();
    }

    @Test
    void aCallThatWaitsStandsInItWithItsExtrinsic() {
        assertThat(ChainEvidence.hint(
                        new PendingRental(BLOCK.hash(), MACHINE, RentPallet.RENT_MACHINE, Optional.empty()), HEARD))
                .isEqualTo(new SignalHeard(
                        Source.CHAIN_POOL,
                        Via.DIRECT,
                        "pending",
                        HEARD,
                        HEARD,
                        HEARD,
                        1,
                        "extrinsic " + HASH_TEXT,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Optional<SignalHeard> find(RentalNews news) {
        return ChainSignals.find(news).flatMap(signal -> ChainEvidence.find(news, signal, HEARD));
    }
}
