package io.dbcpool.console.trace;

import static io.dbcpool.console.Told.MACHINE;
import static io.dbcpool.console.Told.OWNERS;
import static io.dbcpool.console.Told.at;
import static io.dbcpool.console.Told.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.console.Told;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.values.Word;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RentalBookTest {

    private final RentalBook book = new RentalBook(id -> "gpu-01");

    @Test
    void aRentalIsToldWhenNothingHasComeForTenSecondsAndOnlyOnce() {
        take(Story.of(6_000).records(), at(7));

        assertThat(book.due(at(16.999))).isEmpty();
        assertThat(book.due(at(17))).extracting(trace -> trace.spans().size()).containsExactly(13);
        assertThat(book.due(at(60))).isEmpty();
    }

    @Test
    void whatComesLaterIsToldByItselfInTheSameTrace() {
        take(Story.of(6_000).records(), at(7));
        var first = book.due(at(17)).get(0);

        take(List.of(stopped("n1", 6.1, 300)), at(300));

        assertThat(book.due(at(310))).singleElement().satisfies(late -> {
            assertThat(late.id()).isEqualTo(first.id());
            assertThat(late.spans())
                    .extracting(Span::name)
                    .containsExactly("rental", "host looked at", "send dbc.node.rentals");
        });
    }

    @Test
    void aRepeatChangesNothing() {
        take(Story.of(6_000).records(), at(7));
        book.due(at(17));
        take(Story.of(6_000).records(), at(20));

        assertThat(book.due(at(3_000))).isEmpty();
    }

    @Test
    void aWordOfBeforeTheVacateWasKnownIsOfItWithinThirtySeconds() {
        take(List.of(broadcast("far", -30.001), broadcast("near", -30)), at(0));
        take(Story.of(6_000).records(), at(7));

        assertThat(book.due(at(17)).get(0).spans())
                .filteredOn(span -> span.name().equals("datagram heard"))
                .extracting(Span::start)
                .containsExactly(at(-30), at(0.002));
    }

    @Test
    void aWordOfFiveSecondsAfterItsEndIsOfIt() {
        take(Story.of(6_000).records(), at(7));
        take(List.of(stopped("n1", 11, 11), stopped("n2", 11.001, 11)), at(11));

        assertThat(book.due(at(21)).get(0).spans())
                .filteredOn(span -> span.name().equals("host looked at"))
                .extracting(Span::start)
                .containsExactly(at(11));
    }

    @Test
    void oneWithoutAReceiptWaitsForThreeMinutes() {
        take(
                List.of(Story.record("dbc.vacates", "rental-watcher", "v:started", Story.started("v", OWNERS), 0.1)),
                at(0.1));

        assertThat(book.due(at(180))).isEmpty();
        assertThat(book.due(at(180.1))).hasSize(1);
    }

    @Test
    void whatIsOverForLongerThanAnHourIsNotTold() {
        take(Story.of(6_000).records(), at(3_606.001));
        assertThat(book.due(at(4_000))).isEmpty();

        take(Story.of(6_000).records(), at(3_606));
        assertThat(book.due(at(4_000))).hasSize(1);
    }

    @Test
    void oneRentalMoreThanThereIsRoomForCostsTheOldest() {
        for (int i = 0; i <= RentalBook.MOST_RENTALS; i++) {
            take(List.of(started("v" + i, at(1))), at(1));
        }

        assertThat(book.leftOut()).isEqualTo(1);
        assertThat(book.due(at(200))).hasSize(RentalBook.MOST_RENTALS);
    }

    private void take(List<TopicRecord> records, Instant now) {
        records.forEach(record -> book.take(record, now));
    }

    private static TopicRecord started(String vacate, Instant at) {
        var one = Story.started(vacate, OWNERS);
        return Story.record(
                "dbc.vacates",
                "rental-watcher",
                vacate + ":started",
                new VacateStarted(
                        id(vacate),
                        MACHINE + ":" + vacate,
                        one.actor(),
                        MACHINE,
                        OWNERS,
                        one.trigger(),
                        one.deadline(),
                        at),
                1);
    }

    private static TopicRecord broadcast(String ceId, double at) {
        return Story.record("dbc.broadcasts", "broadcast-listener", ceId, Told.broadcast(Word.RENTING, at), at);
    }

    private static TopicRecord stopped(String ceId, double at, double sentAt) {
        return Story.record(
                "dbc.node.rentals",
                "node-agent",
                ceId,
                Told.node(NodeRental.Kind.OWNER_DOMAIN_STOPPED, OWNERS, at),
                sentAt);
    }
}
