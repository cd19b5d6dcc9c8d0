package io.dbcpool.console.view;

import static io.dbcpool.console.Told.MACHINE;
import static io.dbcpool.console.Told.OWNERS;
import static io.dbcpool.console.Told.RENTERS;
import static io.dbcpool.console.Told.at;
import static io.dbcpool.console.Told.broadcast;
import static io.dbcpool.console.Told.chain;
import static io.dbcpool.console.Told.node;
import static io.dbcpool.console.Told.released;
import static io.dbcpool.events.ChainRental.Tenancy.FREE;
import static io.dbcpool.events.ChainRental.Tenancy.NOT_FREE;
import static io.dbcpool.events.ChainRental.Tenancy.RENTED;
import static io.dbcpool.values.Word.EMPTY;
import static io.dbcpool.values.Word.RENTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.NodeRental.Kind;
import io.dbcpool.events.PoolEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is believed, by what the topics hold. */
class BeliefTest {

    static Stream<Arguments> table() {
        return Stream.of(
                line("nobody has said anything", "UNKNOWN NOBODY -"),
                line("a broadcast says renting", "RENTED BROADCAST 1", broadcast(RENTING, 1)),
                line(
                        "empty frees nothing by itself",
                        "UNKNOWN BROADCAST 2",
                        broadcast(RENTING, 1),
                        broadcast(EMPTY, 2)),
                line("the chain says free", "FREE FINALIZED_BLOCK 1", chain(FREE, 1)),
                line(
                        "and a broadcast after it says renting",
                        "RENTED BROADCAST 2",
                        chain(FREE, 1),
                        broadcast(RENTING, 2)),
                line("and one before it said so", "FREE FINALIZED_BLOCK 2", broadcast(RENTING, 1), chain(FREE, 2)),
                line(
                        "the chain says rented, the broadcast empty",
                        "RENTED FINALIZED_BLOCK 1",
                        chain(RENTED, 1),
                        broadcast(EMPTY, 2)),
                line("a verifier may use it", "NOT_FREE FINALIZED_BLOCK 1", chain(NOT_FREE, 1)),
                line(
                        "a renter's VM is there, whatever the chain says",
                        "RENTED HYPERVISOR 1",
                        node(Kind.RENTER_DOMAIN_APPEARED, RENTERS, 1),
                        chain(FREE, 2)),
                line(
                        "it went",
                        "FREE FINALIZED_BLOCK 2",
                        node(Kind.RENTER_DOMAIN_APPEARED, RENTERS, 1),
                        chain(FREE, 2),
                        node(Kind.RENTER_DOMAIN_GONE, RENTERS, 3)),
                line("the owner's own VM says nothing", "UNKNOWN NOBODY -", node(Kind.OWNER_DOMAIN_STARTED, OWNERS, 1)),
                line("the operator released it", "FREE OPERATOR 2", broadcast(RENTING, 1), released(2)),
                line(
                        "and it is rented anew",
                        "RENTED BROADCAST 3",
                        broadcast(RENTING, 1),
                        released(2),
                        broadcast(RENTING, 3)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void whoIsBelieved(String name, String expected, List<PoolEvent> events) {
        assertThat(inWords(after(events))).isEqualTo(expected);
    }

    /** Between topics there is no order, and while weeks of records are read at the start they come as they like. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void theOrderBetweenTopicsDoesNotMatter(String name, String expected, List<PoolEvent> events) {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(inWords(after(mixed(events, seed)))).as("seed %d", seed).isEqualTo(expected);
        }
    }

    /** Another order, in which each topic's own is kept. */
    private static List<PoolEvent> mixed(List<PoolEvent> events, int seed) {
        var random = new Random(seed);
        var topics = new ArrayList<>(events.stream().map(PoolEvent::topic).toList());
        Collections.shuffle(topics, random);
        var left = new ArrayList<>(events);
        var mixed = new ArrayList<PoolEvent>();
        topics.forEach(topic -> {
            var next = left.stream()
                    .filter(event -> event.topic() == topic)
                    .findFirst()
                    .orElseThrow();
            left.remove(next);
            mixed.add(next);
        });
        return mixed;
    }

    private static MachineView after(List<PoolEvent> events) {
        var view = MachineView.unheard(MACHINE, "gpu-01");
        for (PoolEvent event : events) {
            view = view.after(event);
        }
        return view;
    }

    private static String inWords(MachineView view) {
        var belief = view.belief();
        return "%s %s %s"
                .formatted(
                        belief.state(),
                        belief.source(),
                        belief.since()
                                .map(since -> String.valueOf(since.getEpochSecond() - at(0).getEpochSecond()))
                                .orElse("-"));
    }

    private static Arguments line(String name, String expected, PoolEvent... events) {
        return Arguments.of(name, expected, List.of(events));
    }
}
