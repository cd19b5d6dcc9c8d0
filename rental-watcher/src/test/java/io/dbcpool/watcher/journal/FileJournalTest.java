package io.dbcpool.watcher.journal;

import static io.dbcpool.watcher.journal.JournalRecords.begun;
import static io.dbcpool.watcher.journal.JournalRecords.believed;
import static io.dbcpool.watcher.journal.JournalRecords.pinned;
import static io.dbcpool.watcher.journal.JournalRecords.went;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.watcher.journal.JournalReader.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {

    private static final Duration SOON = Duration.ofSeconds(5);

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

        try (var journal = FileJournal.open(file())) {
            assertThat(journal.recovered()).containsExactly(believed("rented"), begun(7));
            assertThat(journal.trouble()).startsWith("line 2 of the journal").contains("journal.damaged-");
        }
        try (var files = Files.list(folder)) {
            assertThat(files).anyMatch(file -> file.getFileName().toString().startsWith("journal.damaged-"));
        }
    }

    /** Not at once: whoever reads it may have what is left of ten seconds. */
    @Test
    void forgetsWhatIsOverwhelmedByLaterRecordsWhenThereIsTimeForIt() throws Exception {
        write(List.of(believed("rented"), pinned("owner-vm", 1), believed("unknown"), pinned("owner-vm", 2)));
        byte[] before = Files.readAllBytes(file());
        var clock = new AtomicLong();
        var live = new LiveRecords();
        Found found;
        try (var in = Files.newInputStream(file())) {
            found = JournalReader.read(in, live::add);
        }

        try (var keeper =
                new JournalKeeper(file(), new JournalFile(file(), new LocalDisk(), live, found, clock::get), found)) {
            clock.addAndGet(JournalFile.AS_FOUND.toNanos() - 1);
            keeper.compactIfDue();
            assertThat(Files.readAllBytes(file())).isEqualTo(before);

            clock.addAndGet(1);
            keeper.compactIfDue();
            assertThat(Files.readAllLines(file())).hasSize(2);
        }
        assertThat(read()).containsExactly(believed("unknown"), pinned("owner-vm", 2));
    }

    /** By its own thread, without a record that comes. */
    @Test
    void isWrittenAnewThoughNothingComes() throws Exception {
        write(List.of(believed("rented"), believed("unknown")));

        try (var journal = FileJournal.open(file())) {
            assertThat(journal.recovered()).containsExactly(believed("unknown"));
            await().atMost(JournalFile.AS_FOUND.multipliedBy(3))
                    .untilAsserted(() -> assertThat(Files.readAllLines(file())).hasSize(1));
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsSaidAtOnce() throws Exception {
        Path notAFolder = Files.createFile(folder.resolve("state"));

        try (var journal = FileJournal.open(notAFolder.resolve("journal"))) {
            assertThat(journal.trouble()).contains("cannot be opened");
            assertThat(journal.outlivesThisRun()).isFalse();
        }
    }

    @Test
    void aLineThatIsNotOursIsDropped() throws Exception {
        write(List.of(believed("rented")));
        Files.writeString(file(), "what is this\n", StandardOpenOption.APPEND);

        assertThat(read()).containsExactly(believed("rented"));
    }

    /** A write that failed may leave half a line, after which the next one begins anew. */
    @Test
    void emptyLinesMeanNothing() throws Exception {
        write(List.of(believed("rented"), begun(7)));
        Files.writeString(file(), Files.readString(file()).replace("\n", "\n\n"));

        try (var journal = FileJournal.open(file())) {
            assertThat(journal.recovered()).containsExactly(believed("rented"), begun(7));
            assertThat(journal.trouble()).isEmpty();
        }
    }

    @Test
    void aRecordThatNobodyCouldReadAgainIsRefusedAndSaid() {
        try (var journal = FileJournal.open(file())) {
            assertThat(journal.append(believed("x".repeat(JournalFile.RECORD_MAX_BYTES))))
                    .failsWithin(SOON)
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("wanted a record of at most");
            assertThat(journal.trouble()).contains("could not be put into the journal");
        }
    }

    /** Whoever brings more than the disk takes finds the words himself, and nothing is told apart by that. */
    @Test
    void whatComesWhileManyWaitIsWrittenInItsOrder() throws Exception {
        var disk = new HeldDisk();
        var pins = LongStream.range(0, 1_000)
                .mapToObj(number -> pinned("vm-" + number, number))
                .toList();
        try (var journal = FileJournal.open(file(), disk)) {
            var written = new ArrayList<CompletableFuture<Void>>();
            CompletableFuture<Void> tooLong;
            synchronized (disk) {
                pins.forEach(pin -> written.add(journal.append(pin)));
                tooLong = journal.append(believed("x".repeat(JournalFile.RECORD_MAX_BYTES)));
                assertThat(written).noneMatch(CompletableFuture::isDone);
            }

            CompletableFuture.allOf(written.toArray(CompletableFuture[]::new)).get();
            assertThat(tooLong)
                    .failsWithin(SOON)
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("wanted a record of at most");
        }
        assertThat(read()).isEqualTo(pins);
    }

    /** It says nothing and fails nothing: a file server that is gone, an SSD that dies. */
    @Test
    void aDiskThatHangsIsTroubleAfterASecondAndUntilItHasTakenAll() {
        var disk = new HeldDisk();
        var clock = new AtomicLong(Long.MAX_VALUE - 500_000_000);
        try (var journal = FileJournal.open(file(), disk, clock::get)) {
            CompletableFuture<Void> first;
            CompletableFuture<Void> second;
            synchronized (disk) {
                first = journal.append(believed("rented"));
                clock.addAndGet(1);
                second = journal.append(begun(7));
                clock.addAndGet(JournalKeeper.HANGS_AFTER.toNanos() - 1);
                assertThat(journal.trouble()).isEmpty();

                clock.addAndGet(1);
                assertThat(journal.trouble()).contains("the disk has not taken").contains("for more than 3 s");
                assertThat(CompletableFuture.supplyAsync(journal::outlivesThisRun))
                        .as("nobody waits for the disk who only asks")
                        .succeedsWithin(SOON)
                        .isEqualTo(true);
            }

            assertThat(CompletableFuture.allOf(first, second)).succeedsWithin(SOON);
            assertThat(journal.trouble()).isEmpty();
        }
    }

    /** What it refuses is nowhere, and that is said for as long as it runs. */
    @Test
    void aDiskThatHangsForEverDoesNotFillTheMemory() {
        var disk = new HeldDisk();
        try (var journal = FileJournal.open(file(), disk)) {
            synchronized (disk) {
                // Some of them are in the hands of whoever writes.
                for (int i = 0; i < FileJournal.MOST_WAITING + 200; i++) {
                    var unused = journal.append(believed("rented"));
                }
                assertThat(journal.append(believed("rented")))
                        .failsWithin(SOON)
                        .withThrowableOfType(ExecutionException.class)
                        .withMessageContaining("records wait for the disk already");
            }

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(journal.append(believed("unknown"))).succeedsWithin(SOON));
            assertThat(journal.trouble()).contains("records wait for the disk already");
        }
    }

    /** A defect ends neither of its threads: what comes after is written, and what was owed is in the next file. */
    @Test
    void whatFailsByADefectIsSaidAndTheJournalGoesOn() {
        var disk = new DefectiveDisk();
        try (var journal = FileJournal.open(file(), disk)) {
            disk.failsWrites = 1;
            assertThat(journal.append(believed("rented")))
                    .failsWithin(SOON)
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("a defect");
            assertThat(journal.append(begun(7))).succeedsWithin(SOON);
            await().untilAsserted(() -> assertThat(journal.trouble()).isEmpty());
        }
        assertThat(read()).containsExactly(believed("rented"), begun(7));
    }

    @Test
    void aForceThatFailsByADefectIsSaidAndTheNextOneIsTried() {
        var disk = new DefectiveDisk();
        try (var journal = FileJournal.open(file(), disk)) {
            disk.failsForces = Integer.MAX_VALUE;
            assertThat(journal.append(believed("rented"))).succeedsWithin(SOON);
            await().untilAsserted(() -> assertThat(journal.trouble()).contains("cannot be kept: a defect"));

            disk.failsForces = 0;
            int before = disk.forced.get();
            assertThat(journal.append(begun(7))).succeedsWithin(SOON);
            await().until(() -> disk.forced.get() > before);
        }
        assertThat(read()).containsExactly(believed("rented"), begun(7));
    }

    /** Throws what no disk throws. */
    private static final class DefectiveDisk extends ForwardingDisk {

        private final AtomicInteger forced = new AtomicInteger();
        private volatile int failsWrites;
        private volatile int failsForces;

        @Override
        Out around(Out out) {
            return new ForwardingOut(out) {
                @Override
                public void write(byte[] bytes) throws IOException {
                    if (failsWrites > 0) {
                        failsWrites = 0;
                        throw new IllegalStateException("a defect");
                    }
                    super.write(bytes);
                }

                @Override
                public void force() throws IOException {
                    if (failsForces > 0) {
                        throw new IllegalStateException("a defect");
                    }
                    super.force();
                    forced.incrementAndGet();
                }
            };
        }
    }

    /** Writes nothing while somebody else is synchronized on it. */
    private static final class HeldDisk extends ForwardingDisk {

        @Override
        Out around(Out out) {
            return new ForwardingOut(out) {
                @Override
                public void write(byte[] bytes) throws IOException {
                    synchronized (HeldDisk.this) {
                        super.write(bytes);
                    }
                }
            };
        }
    }

    /** While it runs, beside the appends, and without losing one. */
    @Test
    void doesNotGrowForEver() throws Exception {
        var expected = new ArrayList<JournalRecord>();
        try (var journal = FileJournal.open(file())) {
            var written = new ArrayList<CompletableFuture<Void>>();
            for (int i = 0; i < 20_000; i++) {
                written.add(journal.append(believed("rented " + i)));
                if (i % 500 == 0) {
                    expected.add(pinned("vm-" + i, i));
                    written.add(journal.append(pinned("vm-" + i, i)));
                    written.get(written.size() - 1).get();
                }
            }
            CompletableFuture.allOf(written.toArray(CompletableFuture[]::new)).get();

            await().untilAsserted(() -> assertThat(Files.size(file())).isLessThan(2 * JournalFile.GROWTH_BYTES));
            assertThat(journal.trouble()).isEmpty();
        }
        expected.add(0, believed("rented 19999"));
        assertThat(read()).isEqualTo(expected);
    }

    private void write(List<? extends JournalRecord> records) throws Exception {
        try (var journal = FileJournal.open(file())) {
            for (JournalRecord record : records) {
                journal.append(record).get();
            }
        }
    }

    private List<JournalRecord> read() {
        try (var journal = FileJournal.open(file())) {
            return journal.recovered();
        }
    }

    private Path file() {
        return folder.resolve("journal");
    }
}
