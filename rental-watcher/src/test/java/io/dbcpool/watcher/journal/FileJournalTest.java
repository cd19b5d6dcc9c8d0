package io.dbcpool.watcher.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.events.DomainRef;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateStep;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.journal.JournalRecord.Believed;
import io.dbcpool.watcher.journal.JournalRecord.Pinned;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.journal.JournalRecord.VacateWent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {

    private static final MachineId MACHINE = new MachineId("8e".repeat(32));
    private static final Instant T0 = Instant.parse("2026-11-24T00:00:00.000001Z");

    @TempDir
    Path folder;

    @Test
    void givesBackWhatWasWritten() throws Exception {
        var records = List.of(believed("rented"), pinned("owner-vm", 1), begun(7), went(7, "ask", 12));
        write(records);

        assertThat(read()).isEqualTo(records);
    }

    /** A kill in the middle of a write may cut the last line anywhere. */
    @Test
    void dropsALastRecordThatIsCutOff() throws Exception {
        write(List.of(believed("rented"), begun(7)));
        byte[] whole = Files.readAllBytes(file());
        int secondLine = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int length = secondLine + 1; length < whole.length - 1; length += 37) {
            Files.write(file(), Arrays.copyOf(whole, length));

            assertThat(read()).as("cut after %d bytes", length).containsExactly(believed("rented"));
        }
    }

    @Test
    void usesWhatCanBeReadOfADamagedFileAndKeepsACopy() throws Exception {
        write(List.of(believed("rented"), pinned("owner-vm", 1), begun(7)));
        var lines = new ArrayList<>(Files.readAllLines(file()));
        lines.set(1, lines.get(1).replace("owner-vm", "other-vm"));
        Files.write(file(), lines);

        try (var journal = new FileJournal(file())) {
            assertThat(journal.recovered()).containsExactly(believed("rented"), begun(7));
            assertThat(journal.trouble()).startsWith("line 2 of the journal").contains("journal.damaged-");
        }
        try (var files = Files.list(folder)) {
            assertThat(files).anyMatch(file -> file.getFileName().toString().startsWith("journal.damaged-"));
        }
    }

    @Test
    void forgetsWhatIsOverwhelmedByLaterRecords() throws Exception {
        write(List.of(believed("rented"), pinned("owner-vm", 1), believed("unknown"), pinned("owner-vm", 2)));

        assertThat(read()).containsExactly(believed("unknown"), pinned("owner-vm", 2));
        assertThat(Files.readAllLines(file())).hasSize(2);
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidAtOnce() throws Exception {
        Path notAFolder = Files.createFile(folder.resolve("state"));

        assertThatThrownBy(() -> new FileJournal(notAFolder.resolve("journal"))).isInstanceOf(IOException.class);
    }

    @Test
    void aLineThatIsNotOursIsDropped() throws Exception {
        write(List.of(believed("rented")));
        Files.writeString(file(), "what is this\n", StandardOpenOption.APPEND);

        assertThat(read()).containsExactly(believed("rented"));
    }

    private void write(List<? extends JournalRecord> records) throws Exception {
        try (var journal = new FileJournal(file())) {
            for (JournalRecord record : records) {
                journal.append(record).get();
            }
        }
    }

    private List<JournalRecord> read() throws IOException {
        try (var journal = new FileJournal(file())) {
            return journal.recovered();
        }
    }

    private Path file() {
        return folder.resolve("journal");
    }

    private static Believed believed(String belief) {
        return new Believed(
                MACHINE,
                belief,
                Optional.of(MACHINE.hex() + ":1"),
                Optional.of(Trigger.of(Source.BROADCAST, Via.DIRECT, T0)),
                "",
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH);
    }

    private static Pinned pinned(String name, long uuid) {
        return new Pinned(MACHINE, name, new UUID(0, uuid));
    }

    private static VacateBegun begun(long id) {
        return new VacateBegun(
                new UUID(0, id),
                MACHINE.hex() + ":1",
                MACHINE,
                new DomainRef("owner-vm", new UUID(0, 1)),
                Trigger.of(Source.BROADCAST, Via.DIRECT, T0),
                T0,
                123L,
                "boot",
                false);
    }

    private static VacateWent went(long id, String step, long atMillis) {
        return new VacateWent(new UUID(0, id), new VacateStep(step, atMillis), Instant.ofEpochMilli(atMillis), "");
    }
}
