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
        "KAFKA_WORDS_ARE_DROPPED, was told by way of Kafka",
        "RENTERS_DOMAINS_SAY_NOTHING, and does not believe it",
        "OWNERS_ARE_NOT_RECOGNISED, does not know it",
        "BREACHES_AFTER_A_STALL_ARE_NOT_TOLD, no MachineBroken",
        "MARKERS_ARE_NOT_READ, 2:",
        "EMPTY_IS_TAKEN_FOR_FREE, 3:",
        "RESUMES_WITH_A_LATER_SIGNAL, which is later",
        "EARLIER_WORDS_ARE_FORGOTTEN, 4:",
        "WHAT_IS_TOLD_COUNTS_FROM_WHEN_THE_GUARD_COMES_TO_IT, and its receipt says",
        "RECORDS_ARE_LOST, records:",
        "RECEIPTS_ARE_DROPPED_WHERE_THE_DISK_FAILS, has no receipt",
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
