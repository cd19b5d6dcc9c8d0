package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.SignalHeard;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeardLogTest {

    private static final Instant T0 = Instant.parse("2026-11-24T00:00:00Z");

    private final HeardLog log = new HeardLog(List.of());

    @Test
    void aWordThatIsRepeatedIsKeptOnceWithItsFirstBytesAndCounted() {
        log.add(broadcast("renting", "192.0.2.11:40000", 0, "first"), false);
        log.add(broadcast("renting", "192.0.2.11:40001", 2_000, "second"), false);
        log.add(broadcast("empty", "192.0.2.11:40001", 3_000, "third"), false);

        assertThat(log.list(T0)).hasSize(2);
        var renting = log.list(T0).get(0);
        assertThat(renting.count()).isEqualTo(2);
        assertThat(renting.firstAt()).isEqualTo(T0);
        assertThat(renting.lastAt()).isEqualTo(T0.plusMillis(2_000));
        assertThat(renting.raw()).contains("first");
    }

    @Test
    void whatComesAfterALongSilenceIsSaidAnew() {
        log.add(broadcast("renting", "192.0.2.11:40000", 0, "before"), false);
        log.add(broadcast("renting", "192.0.2.11:40000", HeardLog.BURST.toMillis() + 1, "now"), false);

        assertThat(log.list(T0)).singleElement().satisfies(signal -> {
            assertThat(signal.raw()).contains("now");
            assertThat(signal.count()).isEqualTo(1);
        });
    }

    @Test
    void withinAVacateItIsTheSameWordHoweverLongItTakes() {
        log.add(broadcast("renting", "192.0.2.11:40000", 0, "first"), false);
        log.add(broadcast("renting", "192.0.2.11:40000", HeardLog.BURST.toMillis() + 1, "later"), true);

        assertThat(log.list(T0))
                .singleElement()
                .satisfies(signal -> assertThat(signal.raw()).contains("first"));
    }

    /** A forger who takes a new address for each word fills his own kind, and no other. */
    @Test
    void noKindOfSignalCrowdsOutAnother() {
        log.add(block(), false);
        for (int i = 0; i < 1_000; i++) {
            log.add(broadcast("renting", "198.51.100.%d:1".formatted(i), i, "forged"), i > 500);
        }

        assertThat(log.list(T0)).hasSize(HeardLog.KEPT_OF_EACH + 1).contains(block());
        assertThat(log.leftOut()).isEqualTo(1_000 - HeardLog.KEPT_OF_EACH);
    }

    @Test
    void whileAVacateIsUnderWayNothingThatIsKeptIsGivenUp() {
        log.add(broadcast("renting", "192.0.2.11:1", 0, "genuine"), false);
        for (int i = 0; i < 100; i++) {
            log.add(broadcast("renting", "198.51.100.%d:1".formatted(i), i, "forged"), true);
        }

        assertThat(log.list(T0)).anyMatch(signal -> signal.raw().equals(Optional.of("genuine")));
    }

    @Test
    void whatWasSaidLongBeforeTheRentalIsNoPartOfIt() {
        log.add(broadcast("empty", "192.0.2.11:1", 0, "old"), false);

        assertThat(log.list(T0.plus(HeardLog.KEPT_FOR))).hasSize(1);
        assertThat(log.list(T0.plus(HeardLog.KEPT_FOR).plus(Duration.ofMillis(1))))
                .isEmpty();
    }

    @Test
    void eachIsWrittenDownOnce() {
        log.add(block(), false);
        log.add(broadcast("renting", "192.0.2.11:1", 0, "x"), false);
        log.add(broadcast("renting", "192.0.2.11:1", 1, "x"), false);

        assertThat(log.takeUnwritten()).hasSize(2);
        log.add(broadcast("renting", "192.0.2.11:1", 2, "x"), true);
        assertThat(log.takeUnwritten()).isEmpty();
        assertThat(new HeardLog(List.of(block())).takeUnwritten()).isEmpty();
    }

    private static SignalHeard block() {
        return signal(Source.BEST_BLOCK, Via.KAFKA, "renting", "dbc.chain.rentals/0/1", 0, "block");
    }

    private static SignalHeard broadcast(String says, String from, long atMillis, String raw) {
        return signal(Source.BROADCAST, Via.DIRECT, says, from, atMillis, raw);
    }

    private static SignalHeard signal(Source source, Via via, String says, String from, long atMillis, String raw) {
        var at = T0.plusMillis(atMillis);
        return new SignalHeard(
                source,
                via,
                says,
                at,
                at,
                at,
                1,
                from,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(raw));
    }
}
