package io.dbcpool.console.live;

import static io.dbcpool.console.Told.MACHINE;
import static io.dbcpool.console.Told.at;
import static io.dbcpool.console.Told.broadcast;
import static io.dbcpool.console.Told.completed;
import static io.dbcpool.console.Told.id;
import static io.dbcpool.console.Told.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dbcpool.console.view.MachineView;
import io.dbcpool.console.view.PoolView;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivePoolTest {

    private static final MachineId OTHER = new MachineId("bb".repeat(32));

    private final LivePool pool = new LivePool(
            PoolView.of(List.of(MachineView.unheard(MACHINE, "gpu-01"), MachineView.unheard(OTHER, "gpu-02"))), at(0));

    @Test
    void aRecordChangesItsMachineAndNoOther() {
        long before = pool.snapshot().version();

        pool.take(broadcast(Word.EMPTY, 1), true);

        assertThat(pool.snapshot().changedAt(MACHINE)).isGreaterThan(before);
        assertThat(pool.snapshot().changedAt(OTHER)).isZero();
    }

    @Test
    void aVacateThatPassesItsDeadlineChangesItsMachineOnceAndIsSaidAloud() {
        pool.take(started("a", 1), true);
        pool.passTime(at(2));
        long running = pool.snapshot().changedAt(MACHINE);

        pool.passTime(at(10.9));
        assertThat(pool.snapshot().changedAt(MACHINE)).isEqualTo(running);

        pool.passTime(at(11.1));
        long late = pool.snapshot().changedAt(MACHINE);
        assertThat(late).isGreaterThan(running);

        pool.passTime(at(11.3));
        assertThat(pool.snapshot().changedAt(MACHINE)).isEqualTo(late);
        assertThat(pool.snapshot().spoken())
                .filteredOn(Spoken::urgent)
                .extracting(Spoken::key)
                .containsExactly("spoken.overdue");
    }

    @Test
    void aLateVacateIsSaidAloudAndAnOldOneIsNot() {
        pool.take(completed("old", 1, 12_000), false);
        assertThat(pool.snapshot().spoken()).isEmpty();

        pool.take(completed("a", 60, 12_300), true);

        assertThat(pool.snapshot().spoken())
                .extracting(Spoken::urgent, Spoken::key, Spoken::args)
                .containsExactly(tuple(true, "spoken.late", List.of("gpu-01", "owner-vm-1", "2300")));
    }

    @Test
    void receiptsAreKeptAsFarAsThereIsRoom() {
        var shelf = new ReceiptShelf();
        byte[] half = new byte[(int) (ReceiptShelf.MOST_BYTES / 2)];
        shelf.keep(id("a"), half);
        shelf.keep(id("a"), half);
        shelf.keep(id("b"), half);
        assertThat(shelf.find(id("a"))).isPresent();

        shelf.keep(id("c"), new byte[1]);

        assertThat(shelf.find(id("a"))).isEmpty();
        assertThat(shelf.find(id("b"))).isPresent();
    }
}
