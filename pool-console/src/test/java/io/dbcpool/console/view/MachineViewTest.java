package io.dbcpool.console.view;

import static io.dbcpool.console.Told.MACHINE;
import static io.dbcpool.console.Told.OWNERS;
import static io.dbcpool.console.Told.alert;
import static io.dbcpool.console.Told.at;
import static io.dbcpool.console.Told.broadcast;
import static io.dbcpool.console.Told.completed;
import static io.dbcpool.console.Told.node;
import static io.dbcpool.console.Told.readiness;
import static io.dbcpool.console.Told.started;
import static io.dbcpool.console.Told.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.console.Told;
import io.dbcpool.events.Alert;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.NodeRental.Kind;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.values.Word;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each record changes. */
class MachineViewTest {

    /** Events, the second at which one looks, and: standing, vacates that run, owner's domains, receipts. */
    static Stream<Arguments> table() {
        return Stream.of(
                line("nothing is known", 0, "INSIDE 0 [] []"),
                line(
                        "the owner's VM started",
                        2,
                        "INSIDE 0 [owner-vm-1 on] []",
                        node(Kind.OWNER_DOMAIN_STARTED, OWNERS, 1)),
                line("a vacate began", 2, "VACATING 1 [owner-vm-1 on] []", started("a", 1)),
                line("its deadline is this moment", 11, "VACATING 1 [owner-vm-1 on] []", started("a", 1)),
                line("its deadline was a millisecond ago", 11.001, "LATE 1 [owner-vm-1 on] []", started("a", 1)),
                line("nobody told its end", 612, "INSIDE 0 [owner-vm-1 on] []", started("a", 1)),
                line(
                        "it ended in time",
                        9,
                        "INSIDE 0 [owner-vm-1 off] [ON_TIME]",
                        started("a", 1),
                        completed("a", 1, 7_000)),
                line("it ended late", 20, "LATE 0 [owner-vm-1 off] [LATE]", started("a", 1), completed("a", 1, 10_001)),
                line("a day ago it ended late", 86_402, "INSIDE 0 [owner-vm-1 off] [LATE]", completed("a", 1, 10_001)),
                line(
                        "late, and in time since",
                        90,
                        "INSIDE 0 [owner-vm-1 off] [ON_TIME, LATE]",
                        completed("a", 1, 10_001),
                        completed("b", 60, 2_000)),
                line(
                        "the beginning is told again after the end",
                        9,
                        "INSIDE 0 [owner-vm-1 off] [ON_TIME]",
                        completed("a", 1, 100),
                        started("a", 1)),
                line(
                        "the end is told twice",
                        9,
                        "INSIDE 0 [owner-vm-1 off] [ON_TIME]",
                        completed("a", 1, 100),
                        completed("a", 1, 100)),
                line(
                        "the watcher was killed, and began anew",
                        6,
                        "VACATING 1 [owner-vm-1 on] []",
                        started("a", 1),
                        started("b", 5)),
                line(
                        "the host told late that it had started before",
                        9,
                        "INSIDE 0 [owner-vm-1 off] [ON_TIME]",
                        completed("a", 1, 100),
                        node(Kind.OWNER_DOMAIN_STARTED, OWNERS, 0.5)),
                line(
                        "people are woken",
                        2,
                        "LATE 0 [] []",
                        alert("MachineBroken", Alert.Severity.PAGE, Alert.State.RAISED, 1)),
                line(
                        "and it is over",
                        3,
                        "INSIDE 0 [] []",
                        alert("MachineBroken", Alert.Severity.PAGE, Alert.State.RAISED, 1),
                        alert("MachineBroken", Alert.Severity.PAGE, Alert.State.CLEARED, 2)),
                line(
                        "somebody should look",
                        2,
                        "ATTENTION 0 [] []",
                        alert("SourceSilent", Alert.Severity.WARNING, Alert.State.RAISED, 1)),
                line(
                        "the host is set up wrong",
                        2,
                        "ATTENTION 0 [] []",
                        readiness(NodeReadiness.State.OK, NodeReadiness.State.WRONG)),
                line(
                        "the host could not be looked at",
                        2,
                        "INSIDE 0 [] []",
                        readiness(NodeReadiness.State.CANNOT_TELL)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void whatIsShown(String name, double second, String expected, List<PoolEvent> events) {
        var view = after(events);

        assertThat("%s %d %s %s"
                        .formatted(
                                Standing.of(view, at(second)),
                                view.runningVacates(at(second)).size(),
                                view.domains().values().stream()
                                        .map(it -> it.domain().name() + (it.running() ? " on" : " off"))
                                        .toList(),
                                view.receipts().stream().map(Receipt::outcome).toList()))
                .isEqualTo(expected);
    }

    @Test
    void stepsBelongToTheirVacate() {
        var view = after(List.of(started("a", 1), step("a", "ask", 1.2, 200), step("other", "kill", 2, 1_000)));

        assertThat(view.vacates().values())
                .singleElement()
                .satisfies(vacate ->
                        assertThat(vacate.steps()).extracting(it -> it.name()).containsExactly("ask"));
    }

    @Test
    void timelineHasTheNewestFirstAndNothingTwice() {
        var view =
                after(List.of(started("a", 2), broadcast(Word.RENTING, 1), started("a", 2), completed("a", 2, 3_000)));

        assertThat(view.timeline())
                .extracting(Happening::kind)
                .containsExactly("vacate-on-time", "vacate-started", "broadcast-renting");
    }

    @Test
    void nothingGrowsWithoutEnd() {
        var view = MachineView.unheard(MACHINE, "gpu-01");
        for (int i = 0; i < 500; i++) {
            var domain = new DomainRef("vm-" + i, Told.id("vm-" + i));
            view = view.after(node(Kind.OWNER_DOMAIN_STARTED, domain, i))
                    .after(node(Kind.RENTER_DOMAIN_APPEARED, domain, i))
                    .after(started(MACHINE, "v" + i, domain, at(i)))
                    .after(completed("c" + i, i, 100))
                    .after(alert("Alert" + i, Alert.Severity.INFO, Alert.State.RAISED, i));
        }

        assertThat(view.domains()).hasSizeLessThanOrEqualTo(MachineView.MOST_DOMAINS);
        assertThat(view.vacates()).hasSizeLessThanOrEqualTo(MachineView.MOST_VACATES);
        assertThat(view.receipts()).hasSize(MachineView.MOST_RECEIPTS);
        assertThat(view.receipts().get(0).vacateId()).isEqualTo(Told.id("c499"));
        assertThat(view.alerts()).hasSize(MachineView.MOST_ALERTS);
        assertThat(view.timeline()).hasSize(MachineView.MOST_HAPPENINGS);
    }

    private static MachineView after(List<PoolEvent> events) {
        var view = MachineView.unheard(MACHINE, "gpu-01");
        for (PoolEvent event : events) {
            view = view.after(event);
        }
        return view;
    }

    private static Arguments line(String name, double second, String expected, PoolEvent... events) {
        return Arguments.of(name, second, expected, List.of(events));
    }
}
