package io.dbcpool.watcher.journal;

import static io.dbcpool.watcher.journal.JournalRecords.begun;
import static io.dbcpool.watcher.journal.JournalRecords.comebackBegun;
import static io.dbcpool.watcher.journal.JournalRecords.comebackOver;
import static io.dbcpool.watcher.journal.JournalRecords.drillBegun;
import static io.dbcpool.watcher.journal.JournalRecords.drillEnded;
import static io.dbcpool.watcher.journal.JournalRecords.owed;
import static io.dbcpool.watcher.journal.JournalRecords.went;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.DrillCompleted.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LiveDrillsTest {

    private final LiveRecords live = new LiveRecords();

    @Test
    void aDrillUnderWayIsAVacateThatIsKnownToBeOne() {
        add(drillBegun(7), begun(7), went(7, "ask", 0));

        assertThat(live.list()).containsExactly(drillBegun(7), begun(7), went(7, "ask", 0));
    }

    @Test
    void oneThatIsOverLeavesWhatItMeasuredUntilTheNext() {
        add(drillBegun(7), begun(7), drillEnded(7, Outcome.FITS), drillBegun(8), begun(8));
        add(drillEnded(8, Outcome.DOES_NOT_FIT));

        assertThat(live.list()).containsExactly(drillEnded(8, Outcome.DOES_NOT_FIT));
    }

    @ParameterizedTest
    @EnumSource(names = {"BECAME_VACATE", "INTERRUPTED"})
    void oneThatMeasuredNothingLeavesWhatWasKnown(Outcome outcome) {
        add(drillEnded(7, Outcome.FITS), drillBegun(8), begun(8), drillEnded(8, outcome));

        assertThat(live.list()).containsExactly(drillEnded(7, Outcome.FITS));
    }

    @Test
    void whatIsToComeBackIsKnownUntilItHas() {
        add(owed(1), owed(2), comebackBegun(1), comebackOver(2));

        assertThat(live.list()).containsExactly(owed(1), comebackBegun(1));
    }

    @Test
    void oneThatIsOwedAnewIsNotBegun() {
        add(owed(1), comebackBegun(1), owed(1));

        assertThat(live.list()).containsExactly(owed(1));
    }

    @Test
    void theSameIsFoundAgainWhenItIsAddedAgain() {
        add(owed(1), comebackBegun(1), drillEnded(6, Outcome.FITS), drillBegun(7), begun(7), went(7, "ask", 0));
        var again = new LiveRecords();
        live.list().forEach(again::add);

        assertThat(again.list()).isEqualTo(live.list());
    }

    @ParameterizedTest
    @MethodSource
    void eachIsReadBackAsItWasWritten(JournalRecord record) {
        String line = new String(JournalLine.write(record), StandardCharsets.UTF_8);

        assertThat(JournalLine.find(line.strip())).contains(record);
    }

    static List<JournalRecord> eachIsReadBackAsItWasWritten() {
        return List.of(drillBegun(7), drillEnded(7, Outcome.FITS), owed(1), comebackBegun(1), comebackOver(1));
    }

    private void add(JournalRecord... records) {
        List.of(records).forEach(live::add);
    }
}
