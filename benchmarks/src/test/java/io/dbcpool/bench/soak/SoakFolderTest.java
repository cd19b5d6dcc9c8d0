package io.dbcpool.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bench.soak.Fault.Kind;
import io.dbcpool.bench.soak.Timeline.Run;
import io.dbcpool.values.MachineId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakFolderTest {

    private static final Instant AT = Instant.parse("2026-11-28T10:00:00.123456Z");
    private static final Rental RENTAL = new Rental(
            new MachineId("8e".repeat(32)), "libvirtd-1", AT, Optional.of(AT.plusMillis(7)), Optional.empty());
    private static final Injected FAULT =
            new Injected(new Fault(Kind.SERVICE_KILLED, "rental-watcher", 0), AT, AT.plusSeconds(3));
    private static final Sampled SAMPLE = new Sampled(5.25, "rental-watcher", 4711, 160, 41, 97, 2_048, 16);

    @TempDir
    private Path folder;

    @Test
    void anotherCallFindsAllThatWasWrittenDown() {
        var first = new SoakFolder(folder);
        first.begin(new SoakFolder.Beginning(42, 50, 2));
        first.add(new Run(AT, 0));
        first.add(RENTAL);
        first.add(FAULT);
        first.add(SAMPLE);

        var second = new SoakFolder(folder);

        assertThat(second.begin(new SoakFolder.Beginning(1, 2, 3))).isEqualTo(new SoakFolder.Beginning(42, 50, 2));
        assertThat(second.runs()).containsExactly(new Run(AT, 0));
        assertThat(second.rentals()).containsExactly(RENTAL);
        assertThat(second.faults()).containsExactly(FAULT);
        assertThat(second.samples()).containsExactly(SAMPLE);
    }

    @Test
    void whatAKillLeftOfALineIsPassedOver() throws Exception {
        var soak = new SoakFolder(folder);
        soak.begin(new SoakFolder.Beginning(42, 50, 2));
        soak.add(RENTAL);
        Files.writeString(folder.resolve("rentals.jsonl"), "{\"machineId\":\"8e", StandardOpenOption.APPEND);

        var next = new SoakFolder(folder);
        next.begin(new SoakFolder.Beginning(42, 50, 2));
        next.add(RENTAL);

        assertThat(next.rentals()).containsExactly(RENTAL, RENTAL);
    }

    @Test
    void betweenRunsNoTimeGoesBy() {
        var timeline = new Timeline(List.of(new Run(AT, 0), new Run(AT.plusSeconds(3_600), 60)));

        assertThat(timeline.secondsAt(AT.plusSeconds(59))).isEqualTo(59);
        assertThat(timeline.secondsAt(AT.plusSeconds(3_602))).isEqualTo(62);
    }
}
