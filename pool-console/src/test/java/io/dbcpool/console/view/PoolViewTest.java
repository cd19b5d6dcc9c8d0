package io.dbcpool.console.view;

import static io.dbcpool.console.Told.MACHINE;
import static io.dbcpool.console.Told.at;
import static io.dbcpool.console.Told.broadcast;
import static io.dbcpool.console.Told.completed;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.Alert;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolViewTest {

    private static final PoolView ONE = PoolView.of(List.of(MachineView.unheard(MACHINE, "gpu-01")));

    @Test
    void strangersAreShownAfterTheMachinesOfTheFile() {
        var stranger = new MachineId("ab".repeat(32));

        var view = ONE.after(broadcast(stranger, Word.EMPTY, at(1)));

        assertThat(view.machines().values()).extracting(MachineView::name).containsExactly("gpu-01", "abababababab…");
    }

    /** A record costs its machine, however many others there are: copying 5,000 would take 250 KB each time. */
    @Test
    void aRecordOfOneMachineCopiesNoOther() {
        var view = PoolView.of(IntStream.range(0, PoolView.MOST_MACHINES)
                .mapToObj(i -> MachineView.unheard(new MachineId("%064x".formatted(i)), "gpu"))
                .toList());
        int records = 200;
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        for (int i = 0; i < records; i++) {
            view = view.after(broadcast(new MachineId("%064x".formatted(i)), Word.EMPTY, at(1)));
        }

        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / records)
                .isLessThan(25_000);
        assertThat(view.machines().keySet().iterator().next()).isEqualTo(new MachineId("%064x".formatted(0)));
    }

    @Test
    void strangersThatNoRoomIsLeftForAreCounted() {
        var full = PoolView.of(IntStream.range(0, PoolView.MOST_MACHINES - 1)
                .mapToObj(i -> MachineView.unheard(new MachineId("%064x".formatted(i)), "gpu"))
                .toList());

        var view = full.after(broadcast(new MachineId("ab".repeat(32)), Word.EMPTY, at(1)))
                .after(broadcast(new MachineId("cd".repeat(32)), Word.EMPTY, at(1)));

        assertThat(view.machines()).hasSize(PoolView.MOST_MACHINES);
        assertThat(view.leftOut()).isEqualTo(1);
    }

    @Test
    void anAlertOfNoMachineIsThePools() {
        var raised = alert(Alert.State.RAISED, at(1));

        assertThat(ONE.after(raised).standingAlerts()).containsExactly(raised);
        assertThat(ONE.after(raised).after(alert(Alert.State.CLEARED, at(2))).standingAlerts())
                .isEmpty();
        assertThat(ONE.after(alert(Alert.State.CLEARED, at(2))).after(raised).standingAlerts())
                .isEmpty();
    }

    @Test
    void timesAreCountedByHalfSecondsAndTwoReceiptsOfOneVacateOnce() {
        var view = ONE;
        for (long millis : List.of(0L, 499L, 500L, 9_999L, 10_000L, 10_001L, 60_000L)) {
            view = view.after(completed("v" + millis, (double) millis, millis));
        }
        // The second watcher of that rental saw it off later.
        view = view.after(completed("of another watcher", 500, 2_000));

        var distribution = view.times().distribution(at(10_000));

        assertThat(distribution.bins()).hasSize(21);
        assertThat(distribution.bins().get(0)).isEqualTo(2);
        assertThat(distribution.bins().get(1)).isEqualTo(1);
        assertThat(distribution.bins().get(19)).isEqualTo(2);
        assertThat(distribution.bins().get(20)).isEqualTo(2);
        assertThat(distribution.vacates()).isEqualTo(7);
        assertThat(distribution.late()).isEqualTo(2);
        assertThat(distribution.median()).contains(9_999L);
        assertThat(distribution.longest()).contains(60_000L);
        assertThat(view.times()
                        .distribution(at(10_000).plus(VacateTimes.WINDOW))
                        .vacates())
                .as("those of the last 28 days")
                .isEqualTo(2);
    }

    private static Alert alert(Alert.State state, Instant at) {
        return new Alert(
                "OutboxStuck",
                Alert.Severity.WARNING,
                state,
                Optional.empty(),
                "s",
                "docs/runbooks/OutboxStuck.md",
                at);
    }
}
