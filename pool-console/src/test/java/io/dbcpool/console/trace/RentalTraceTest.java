package io.dbcpool.console.trace;

import static io.dbcpool.console.Told.MACHINE;
import static io.dbcpool.console.Told.OWNERS;
import static io.dbcpool.console.Told.at;
import static io.dbcpool.console.Told.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dbcpool.console.Told;
import io.dbcpool.events.ChainRental;
import io.dbcpool.events.ChainRental.Finality;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.Topic;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.RentOrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RentalTraceTest {

    @Test
    void aRentalIsToldFromTheDatagramToTheReceipt() {
        var spans = trace(Story.of(6_000)).spans();

        assertThat(spans)
                .extracting(
                        Span::name,
                        span -> nameOf(spans, span.parent()),
                        span -> span.origin().service(),
                        RentalTraceTest::from,
                        RentalTraceTest::millis)
                .containsExactly(
                        tuple("rental", "", "rental-watcher", 0L, 6_700L),
                        tuple("datagram heard", "rental", "broadcast-listener", 2L, 0L),
                        tuple("send dbc.broadcasts", "datagram heard", "broadcast-listener", 2L, 8L),
                        tuple("signal broadcast", "rental", "rental-watcher", 0L, 0L),
                        tuple("signal broadcast", "send dbc.broadcasts", "rental-watcher", 0L, 20L),
                        tuple("believed rented", "rental", "rental-watcher", 0L, 1L),
                        tuple("vacate", "rental", "rental-watcher", 0L, 6_000L),
                        tuple("ask", "vacate", "rental-watcher", 1L, 4_999L),
                        tuple("term", "vacate", "rental-watcher", 5_000L, 1_000L),
                        tuple("released", "vacate", "rental-watcher", 5_000L, 1_000L),
                        tuple("domain off", "vacate", "rental-watcher", 5_000L, 1_080L),
                        tuple("receipt", "vacate", "rental-watcher", 6_000L, 695L),
                        tuple("send dbc.vacates", "receipt", "rental-watcher", 6_695L, 5L));
        assertThat(spans).noneMatch(span -> span.error().isPresent());
    }

    /** Whoever changes how ids are made makes two traces of each rental that is told again. */
    @Test
    void idsAreWhatTheyAlwaysWere() {
        var trace = trace(Story.of(6_000));

        assertThat(trace.id()).isEqualTo("50864ab5f5fd3a1d76ce8340d61b9eda");
        assertThat(only(trace, "rental").id()).isEqualTo("6f6cdcd244d1502d");
        assertThat(only(trace, "term").id()).isEqualTo("d1f23fcb2a88840d");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void inWhateverOrderRecordsComeItIsTheSameTrace(long seed) {
        var story = Story.of(6_000)
                .with("dbc.vacates", "rental-watcher", "w:started", Story.started("w", other()), 0.013)
                .with("dbc.vacates", "rental-watcher", "w:completed", Story.completed("w", other(), 5_500), 6.2)
                .with("dbc.chain.rentals", "chain-bridge", "c1", order(at(-2), at(0.4)), 0.5)
                .records();
        var shuffled = new ArrayList<>(story);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(RentalTrace.of(Story.KEY, "gpu-01", shuffled)).isEqualTo(RentalTrace.of(Story.KEY, "gpu-01", story));
    }

    @Test
    void eachOfTheOwnersDomainsHasItsVacate() {
        var trace = trace(Story.of(6_000)
                .with("dbc.vacates", "rental-watcher", "w:completed", Story.completed("w", other(), 5_500), 6.2));

        assertThat(trace.spans())
                .filteredOn(span -> span.name().equals("vacate"))
                .extracting(RentalTraceTest::millis)
                .containsExactlyInAnyOrder(6_000L, 5_500L);
        assertThat(trace.spans())
                .filteredOn(span -> span.name().equals("signal broadcast"))
                .hasSize(2);
        assertThat(trace.spans()).extracting(Span::id).doesNotHaveDuplicates();
    }

    @Test
    void oneThatIsLateSaysSoAtItsTopAndAtItsVacate() {
        var trace = trace(Story.of(10_001));

        assertThat(only(trace, "vacate").error()).contains("late by 1 ms");
        assertThat(only(trace, "rental").error()).contains("owner-vm-1: late by 1 ms");
        assertThat(attributes(only(trace, "vacate")))
                .containsEntry("error.type", "late")
                .containsEntry("dbcpool.vacate.elapsed_millis", 10_001L)
                .containsEntry("dbcpool.vacate.margin_millis", -1L);
        assertThat(trace(Story.of(10_000)).spans())
                .noneMatch(span -> span.error().isPresent());
    }

    @Test
    void oneWithoutAReceiptIsToldAsFarAsItIsKnown() {
        var trace = trace(Story.empty()
                .with("dbc.vacates", "rental-watcher", "v:started", Story.started("v", OWNERS), 0.012)
                .with("dbc.vacates", "rental-watcher", "v:1", Story.taken("v", "ask", 1, ""), 0.013)
                .with("dbc.vacates", "rental-watcher", "v:2", Story.taken("v", "term", 5_000, ""), 5.010));

        assertThat(trace.spans())
                .extracting(Span::name)
                .containsExactly("rental", "signal broadcast", "believed rented", "vacate", "ask", "term");
        assertThat(millis(only(trace, "vacate"))).isEqualTo(5_000);
        assertThat(only(trace, "rental").error()).contains("owner-vm-1: no receipt: its watcher told of no end");
    }

    @Test
    void aBlockAndWhatTheHostSawAreToldWithWhatTheySaid() {
        var trace = trace(Story.of(6_000)
                .with("dbc.chain.rentals", "chain-bridge", "c1", order(at(-2), at(0.4)), 0.5)
                .with(
                        "dbc.node.rentals",
                        "node-agent",
                        "n1",
                        Told.node(NodeRental.Kind.OWNER_DOMAIN_STOPPED, OWNERS, 6.1),
                        6.2));

        var block = only(trace, "block read");
        assertThat(millis(block)).isEqualTo(2_400);
        assertThat(attributes(block))
                .containsEntry("dbcpool.rent_order.id", "1234")
                .containsEntry("dbcpool.block.number", 100L)
                .containsEntry("dbcpool.block.finality", "best-block")
                .containsEntry("dbcpool.signal.says", "ordered");
        assertThat(from(only(trace, "rental"))).isEqualTo(-2_000);
        assertThat(attributes(only(trace, "host looked at"))).containsEntry("dbcpool.domain.name", "owner-vm-1");
        assertThat(attributes(only(trace, "send dbc.chain.rentals")))
                .containsEntry("messaging.system", "kafka")
                .containsEntry("messaging.kafka.offset", 4711L)
                .containsEntry("cloudevents.event_id", "c1");
    }

    @Test
    void aBlockThatWasReadLongAfterItWasMadeMakesNoDotOfTheRest() {
        var trace = trace(
                Story.of(6_000).with("dbc.chain.rentals", "chain-bridge", "c1", order(at(-30.601), at(-0.6)), 0.5));

        assertThat(millis(only(trace, "block read"))).isZero();
    }

    @Test
    void aStepHasItsNoteAndItsMoment() {
        var trace = trace(Story.of(6_000));

        assertThat(only(trace, "vacate").events())
                .contains(
                        new Span.Event("term", at(5), List.of()),
                        new Span.Event(
                                "term-sent", at(5.002), List.of(Attribute.of("dbcpool.step.note", "SIGTERM to 4711"))));
        assertThat(attributes(only(trace, "term"))).containsEntry("dbcpool.step.note", "SIGTERM to 4711");
    }

    @Test
    void aRentalOfWhichNothingWasVacatedIsNone() {
        assertThat(RentalTrace.of(
                        Story.KEY,
                        "gpu-01",
                        Story.empty()
                                .with(
                                        Topic.NODE_RENTALS.topicName(),
                                        "node-agent",
                                        "n1",
                                        Told.node(NodeRental.Kind.RENTER_DOMAIN_APPEARED, Told.RENTERS, 0),
                                        0.1)
                                .records()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "nonsense", "/dbcpool/p/rental-watcher", "/other/p/rental-watcher/host"})
    void whoeverWritesAnotherSourceIsToldAsThePool(String source) {
        assertThat(Origin.of(source)).isEqualTo(new Origin("", "dbc-pool", ""));
    }

    private static Trace trace(Story story) {
        return RentalTrace.of(Story.KEY, "gpu-01", story.records()).orElseThrow();
    }

    private static Span only(Trace trace, String name) {
        var found =
                trace.spans().stream().filter(span -> span.name().equals(name)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }

    private static String nameOf(List<Span> spans, Optional<String> id) {
        return id.map(parent -> spans.stream()
                        .filter(span -> span.id().equals(parent))
                        .map(Span::name)
                        .findFirst()
                        .orElse("a span that is not there"))
                .orElse("");
    }

    private static long from(Span span) {
        return Duration.between(Told.START, span.start()).toMillis();
    }

    private static long millis(Span span) {
        return Duration.between(span.start(), span.end()).toMillis();
    }

    static Map<String, Object> attributes(Span span) {
        return span.attributes().stream().collect(Collectors.toMap(Attribute::key, RentalTraceTest::value));
    }

    private static Object value(Attribute attribute) {
        if (attribute instanceof Attribute.Count count) {
            return count.value();
        }
        return attribute instanceof Attribute.Text text ? text.value() : attribute;
    }

    private static DomainRef other() {
        return new DomainRef("owner-vm-2", id("owner-vm-2"));
    }

    private static ChainRental order(Instant blockTime, Instant observedAt) {
        return new ChainRental(
                MACHINE,
                ChainRental.Kind.ORDERED,
                Optional.of(new RentOrderId(1234)),
                Optional.empty(),
                List.of(0),
                new BlockNumber(100),
                "0x" + "ab".repeat(32),
                blockTime,
                Finality.BEST_BLOCK,
                observedAt,
                false);
    }
}
