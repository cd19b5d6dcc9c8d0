package io.dbcpool.watcher.journal;

import static io.dbcpool.watcher.journal.JournalRecords.begun;
import static io.dbcpool.watcher.journal.JournalRecords.ended;
import static io.dbcpool.watcher.journal.JournalRecords.noted;
import static io.dbcpool.watcher.journal.JournalRecords.pinned;
import static io.dbcpool.watcher.journal.JournalRecords.refused;
import static io.dbcpool.watcher.journal.JournalRecords.went;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.journal.JournalRecord.PinLost;
import io.dbcpool.watcher.journal.JournalRecord.VacateWent;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LiveRecordsTest {

    private final LiveRecords live = new LiveRecords();

    @Test
    void aVacateThatIsOverLeavesItsReceiptAndWhatWasTold() {
        add(begun(7), went(7, "ask", 12), begun(8), ended(7), went(7, "term", 5_000));

        assertThat(live.list()).containsExactly(begun(7), went(7, "ask", 12), ended(7), begun(8));
    }

    /** They may have been told to nobody: a watcher that was killed had them in memory. */
    @Test
    void whatWasToldOfTheLastVacatesIsKept() {
        LongStream.rangeClosed(1, LiveRecords.TOLD_AGAIN + 1)
                .forEach(id -> add(begun(id), went(id, "ask", 1), ended(id)));

        assertThat(live.list()).startsWith(ended(1), begun(2), went(2, "ask", 1), ended(2));
        var again = new LiveRecords();
        live.list().forEach(again::add);
        assertThat(again.list()).isEqualTo(live.list());
    }

    @Test
    void aPinIsRefusedUntilItIsNot() {
        add(pinned("owner-vm", 1), refused(1, true), refused(2, true), refused(2, false));

        assertThat(live.list()).containsExactly(pinned("owner-vm", 1), refused(1, true));
    }

    @Test
    void aLostPinStaysLost() {
        var lost = new PinLost(JournalRecords.MACHINE, "owner-vm");
        add(lost, pinned("owner-vm", 1), lost);

        assertThat(live.list()).containsExactly(pinned("owner-vm", 1), lost);
    }

    /** The first says what was told, the last from when the time counts. */
    @Test
    void aVacateOfWhichAnEarlierWordCameHasItsFirstAndItsLastBeginning() {
        var earlier = Trigger.of(Source.BROADCAST, Via.DIRECT, JournalRecords.T0.minusSeconds(1));
        var second = begun(7).heardEarlier(earlier, 100);
        var third = begun(7).heardEarlier(earlier, 50);
        add(begun(7), second, went(7, "ask", 12), third);

        assertThat(live.list()).containsExactly(begun(7), went(7, "ask", 12), third);
    }

    @Test
    void theLastReceiptsAreKept() {
        LongStream.rangeClosed(1, LiveRecords.RECEIPTS_KEPT + 1).forEach(id -> add(ended(id)));

        assertThat(live.list())
                .hasSize(LiveRecords.RECEIPTS_KEPT)
                .startsWith(ended(2))
                .endsWith(ended(LiveRecords.RECEIPTS_KEPT + 1));
    }

    /** QEMU in D state is killed again and again, for days. */
    @Test
    void stepsThatRepeatAreKeptAtTheirBeginningAndEnd() {
        add(begun(7), went(7, "ask", 12), went(7, "breach", 10_000));
        LongStream.rangeClosed(1, 100_000).forEach(i -> add(went(7, "kill", 10_000 + i)));

        var steps = live.list().stream().filter(VacateWent.class::isInstance).toList();
        assertThat(steps)
                .hasSize(LiveRecords.STEPS_KEPT)
                .startsWith(went(7, "ask", 12), went(7, "breach", 10_000), went(7, "kill", 10_001))
                .endsWith(went(7, "kill", 109_999), went(7, "kill", 110_000));
    }

    @Test
    void vacatesThatNeverEndAreForgottenAtLast() {
        LongStream.rangeClosed(1, LiveRecords.VACATES_KEPT + 1).forEach(id -> add(begun(id)));

        assertThat(live.list()).hasSize(LiveRecords.VACATES_KEPT).startsWith(begun(2));
    }

    /** A block may rent a whole pool: what a restart in the midst of it has to know is not a matter of how many. */
    @Test
    void noMachinesVacateIsForgottenForAnothers() {
        var begun = LongStream.rangeClosed(1, 3L * LiveRecords.VACATES_KEPT)
                .<JournalRecord>mapToObj(id -> begun(id, machine(id)))
                .toList();
        begun.forEach(live::add);

        assertThat(live.list()).isEqualTo(begun);
    }

    @Test
    void whatWasHeardOfAMachineIsForgottenWithItsLastVacateAndNotWithAnothers() {
        add(begun(1, machine(1)), noted(machine(1)), begun(2, machine(2)), noted(machine(2)), ended(2, machine(2)));

        assertThat(live.list()).contains(noted(machine(1))).doesNotContain(noted(machine(2)));
    }

    private static MachineId machine(long number) {
        return new MachineId("%064x".formatted(number));
    }

    private void add(JournalRecord... records) {
        List.of(records).forEach(live::add);
    }
}
