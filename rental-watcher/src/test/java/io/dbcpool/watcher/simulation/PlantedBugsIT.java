package io.dbcpool.watcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker is checked: each invariant fails where a bug is planted that breaks it. */
class PlantedBugsIT {

    private static final int MOST = 2_000;

    @ParameterizedTest(name = "{0} breaks {1}")
    @CsvSource({
        "CLOCK_GOES_SLOW, 1:",
        "CHANGES_ARE_NOT_TOLD, 1:",
        "MARKERS_ARE_NOT_READ, 2:",
        "EMPTY_IS_TAKEN_FOR_FREE, 3:",
        "RESUMES_WITH_A_LATER_SIGNAL, which is later",
        "WHAT_IS_TOLD_COUNTS_FROM_WHEN_THE_GUARD_COMES_TO_IT, and its receipt says",
        "RECORDS_ARE_LOST, records:",
        "RECEIPTS_ARE_FORGOTTEN, hang together",
        "LOSSES_ARE_NOT_TOLD, 7:",
        "TIMERS_DO_NOT_RUN, 7:",
        "HOLD_DOWN_IS_SHORT, 8:"
    })
    void isFound(Bug bug, String breaks) {
        Series.quiet();
        var found = Stream.iterate(1L, seed -> seed + 1)
                .limit(MOST)
                .map(seed -> Played.of(seed, bug).violations())
                .filter(violations -> violations.stream().anyMatch(violation -> violation.contains(breaks)))
                .findFirst();

        assertThat(found.orElse(List.of())).as("violations by " + bug).isNotEmpty();
    }
}
