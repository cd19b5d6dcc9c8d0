package io.dbcpool.watcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.ChainRental;
import io.dbcpool.events.ChainRental.Finality;
import io.dbcpool.events.ChainRental.Kind;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import io.dbcpool.values.Word;
import io.dbcpool.watcher.belief.Signal;
import io.dbcpool.watcher.belief.Signal.ChainRetracts;
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.belief.Signal.SaysEmpty;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaSignalsTest {

    private static final MachineId MACHINE = new MachineId("8e".repeat(32));
    private static final Instant BLOCK_TIME = Instant.parse("2026-11-24T00:00:00Z");
    private static final Instant HEARD = BLOCK_TIME.plusSeconds(15);
    private static final Optional<RentOrderId> ORDER = Optional.of(new RentOrderId(7));
    private static final BlockNumber BLOCK = new BlockNumber(100);
    private static final Optional<Signal> NOTHING = Optional.empty();

    @ParameterizedTest(name = "{0} in a {1}, let: {2}, heard after {3}")
    @MethodSource
    void chain(Kind kind, Finality finality, List<Integer> let, Duration age, Optional<Signal> expected) {
        var rental = new ChainRental(
                MACHINE,
                kind,
                ORDER,
                Optional.empty(),
                let,
                BLOCK,
                "0x01",
                BLOCK_TIME,
                finality,
                BLOCK_TIME.plus(age),
                false);

        assertThat(KafkaSignals.find(rental)).isEqualTo(expected);
    }

    static Stream<Arguments> chain() {
        var best = Finality.BEST_BLOCK;
        var finalized = Finality.FINALIZED_BLOCK;
        var age = Duration.ofSeconds(15);
        var limit = Duration.ofMinutes(2);
        return Stream.of(
                arguments(Kind.ORDERED, best, List.of(0), age, rented(Source.BEST_BLOCK)),
                arguments(Kind.ORDERED, finalized, List.of(0), age, rented(Source.FINALIZED_BLOCK)),
                arguments(Kind.CONFIRMED, best, List.of(0), age, rented(Source.BEST_BLOCK)),
                arguments(Kind.EXTENDED, finalized, List.of(0), age, rented(Source.FINALIZED_BLOCK)),
                arguments(Kind.ENDED, finalized, List.of(), age, free(age)),
                arguments(Kind.EXPIRED, finalized, List.of(), age, free(age)),
                arguments(Kind.ENDED, best, List.of(), age, NOTHING),
                arguments(Kind.EXPIRED, best, List.of(), age, NOTHING),
                arguments(Kind.ENDED, finalized, List.of(3), age, NOTHING),
                arguments(Kind.ENDED, finalized, List.of(), limit, free(limit)),
                arguments(Kind.ENDED, finalized, List.of(), limit.plusMillis(1), NOTHING),
                arguments(Kind.FORCED_OFFLINE, finalized, List.of(), age, NOTHING),
                arguments(Kind.RETRACTED, best, List.of(0), age, Optional.of(new ChainRetracts(ORDER, BLOCK))));
    }

    @Test
    void aRecordOfRepeatsWasFirstSaidAtItsBeginning() {
        var heard = new BroadcastHeard(
                MACHINE, Word.RENTING, "192.0.2.11:4711", HEARD, 3, HEARD.minusSeconds(1), HEARD.minusMillis(1));

        assertThat(KafkaSignals.find(heard))
                .contains(new SaysRented(
                        Trigger.of(Source.BROADCAST, Via.KAFKA, HEARD.minusSeconds(1)), HEARD.minusSeconds(1)));
    }

    @ParameterizedTest
    @EnumSource
    void node(NodeRental.Kind kind) {
        Optional<Signal> expected = switch (kind) {
            case RENTER_DOMAIN_APPEARED, VERIFIER_DOMAIN_APPEARED -> said(Source.HYPERVISOR);
            case RENTAL_BEGUN -> said(Source.BROADCAST);
            case RENTAL_ENDED -> Optional.of(new SaysEmpty(HEARD, Via.KAFKA));
            default -> NOTHING;
        };

        assertThat(KafkaSignals.find(new NodeRental(MACHINE, kind, Optional.empty(), "", HEARD)))
                .isEqualTo(expected);
    }

    private static Optional<Signal> said(Source source) {
        return Optional.of(new SaysRented(Trigger.of(source, Via.KAFKA, HEARD), HEARD));
    }

    private static Optional<Signal> rented(Source source) {
        return Optional.of(new SaysRented(
                new Trigger(source, Via.KAFKA, BLOCK_TIME, ORDER, Optional.of(BLOCK), Optional.of(BLOCK_TIME)),
                BLOCK_TIME));
    }

    private static Optional<Signal> free(Duration age) {
        return Optional.of(new ChainSaysFree(BLOCK_TIME.plus(age), Via.KAFKA, Optional.of(BLOCK)));
    }
}
