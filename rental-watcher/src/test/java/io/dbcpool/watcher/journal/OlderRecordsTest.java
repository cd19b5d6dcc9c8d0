package io.dbcpool.watcher.journal;

import static io.dbcpool.watcher.journal.JournalRecords.begun;
import static io.dbcpool.watcher.journal.JournalRecords.believed;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.watcher.journal.JournalRecord.Believed;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an older watcher wrote is read by this one, which may be started in the midst of a vacate. */
class OlderRecordsTest {

    @Test
    void aVacateThatWasBegunWithoutItsDeadline() {
        var line = new String(JournalLine.write(begun(7)), StandardCharsets.UTF_8).strip();
        var older = line.substring(9).replace(",\"deadlineMillis\":10000", "");
        assertThat(older).doesNotContain("deadlineMillis");

        assertThat(JournalLine.find(checksum(older) + " " + older))
                .get()
                .isInstanceOfSatisfying(VacateBegun.class, read -> {
                    assertThat(read.deadlineMillis()).isEmpty();
                    assertThat(read.dueAfter(Duration.ofSeconds(10))).isEqualTo(begun(7));
                });
    }

    /** From when its rental counts is told by the wall clock then. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", ",\"rentedSince\":{\"nanos\":1000000000,\"bootId\":\"boot\"}"})
    void aBeliefThatDoesNotSayFromWhenItCounts(String insteadOfIt) {
        var line = new String(JournalLine.write(believed("rented")), StandardCharsets.UTF_8).strip();
        var older = line.substring(9)
                .replaceFirst(",\"countsFrom\":.*}", insteadOfIt + "}")
                .replaceFirst(",\"blocks\":\\{[^}]*}", "");
        assertThat(older).doesNotContain("countsFrom", "blocks");

        assertThat(JournalLine.find(checksum(older) + " " + older))
                .get()
                .isInstanceOfSatisfying(Believed.class, read -> {
                    assertThat(read.countsFrom()).isEmpty();
                    assertThat(read.blocks()).isEmpty();
                    assertThat(read.trigger()).isEqualTo(believed("rented").trigger());
                });
    }

    private static String checksum(String json) {
        var checksum = new CRC32C();
        checksum.update(json.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(checksum.getValue());
    }
}
