package io.dbcpool.watcher.journal;

import static io.dbcpool.watcher.journal.JournalRecords.begun;
import static io.dbcpool.watcher.journal.JournalRecords.believed;
import static io.dbcpool.watcher.journal.JournalRecords.ended;
import static io.dbcpool.watcher.journal.JournalRecords.pinned;
import static io.dbcpool.watcher.journal.JournalRecords.went;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.watcher.journal.JournalKeeper.Pending;
import io.dbcpool.watcher.journal.JournalReader.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final List<JournalRecord> KNOWN =
            List.of(believed("rented"), pinned("owner-vm", 1), begun(7), went(7, "ask", 12));

    @TempDir
    Path folder;

    @BeforeEach
    void aSoundJournal() throws Exception {
        try (var journal = FileJournal.open(file())) {
            for (JournalRecord record : KNOWN) {
                journal.append(record).get();
            }
        }
    }

    @Test
    void aSoundJournalThatCannotBeWrittenAnewIsKept() throws Exception {
        var clock = new AtomicLong();
        try (var keeper = openFound(new FullDisk(10), clock)) {
            assertThat(keeper.trouble()).isEmpty();

            clock.addAndGet(JournalFile.AS_FOUND.toNanos());
            keeper.compactIfDue();

            assertThat(keeper.trouble()).contains("the old file goes on").contains("No space left");
            assertThat(keeper.hasFile()).isTrue();
        }
        assertThat(read()).isEqualTo(KNOWN);
    }

    @Test
    void theOldFileGoesOnWhenThereIsRoomAgain() throws Exception {
        var disk = new FullDisk(10);
        try (var journal = FileJournal.open(file(), disk)) {
            disk.room(400);
            journal.append(went(7, "term", 5_000)).get();
        }
        assertThat(read()).containsAll(KNOWN).contains(went(7, "term", 5_000));
    }

    @Test
    void aDamagedFileIsNeitherReplacedNorForgotten() throws Exception {
        var lines = new ArrayList<>(Files.readAllLines(file()));
        lines.set(1, "what is this");
        Files.write(file(), lines);

        try (var journal = FileJournal.open(file(), new FullDisk(10))) {
            assertThat(journal.recovered()).containsExactly(KNOWN.get(0), KNOWN.get(2), KNOWN.get(3));
            assertThat(journal.trouble()).contains("line 2").contains("No space left");
        }
        assertThat(Files.readAllLines(file())).isEqualTo(lines);
    }

    @Test
    void whatWasReadIsNotForgottenWhereNothingCanBeWritten() {
        try (var journal = FileJournal.open(file(), FullDisk.readOnly())) {
            assertThat(journal.recovered()).isEqualTo(KNOWN);
            assertThat(journal.trouble()).contains("Read-only file system");
            assertThat(journal.outlivesThisRun()).isFalse();
        }
        assertThat(read()).isEqualTo(KNOWN);
    }

    /** Else a watcher that is killed an hour later forgets the vacate that it was in. */
    @Test
    void aDiskThatCouldNotBeWrittenAtStartGetsTheWholeJournalWhenItCan() throws Exception {
        var disk = FullDisk.readOnly();
        var clock = new AtomicLong();
        try (var keeper = openFound(disk, clock)) {
            var unwritten = new Pending(begun(8));
            keeper.append(unwritten);
            assertThat(unwritten.written()).isCompletedExceptionally();
            assertThat(keeper.hasFile()).isFalse();
            disk.writable();

            clock.addAndGet(JournalFile.RETRY_AFTER.toNanos());
            keeper.compactIfDue();

            assertThat(keeper.hasFile()).isTrue();
            assertThat(keeper.trouble()).isEmpty();
            var next = new Pending(went(8, "ask", 3));
            keeper.append(next);
            assertThat(next.written()).isCompleted();
        }
        assertThat(read()).containsAll(KNOWN).contains(begun(8), went(8, "ask", 3));
    }

    @Test
    void whatCouldNotBeReadIsKeptBesideWhatComesAfter() throws Exception {
        var live = new LiveRecords();
        var found = Found.unread(new IOException("Input/output error"));
        var before = Files.readAllLines(file());
        var clock = new AtomicLong();
        try (var keeper = new JournalKeeper(
                file(), new JournalFile(file(), new FullDisk(1 << 20), live, found, clock::get), found)) {
            keeper.append(new Pending(begun(8)));
            assertThat(keeper.trouble()).contains("cannot be read to its end: Input/output error");
            keeper.compactIfDue();
            assertThat(keeper.hasFile()).isTrue();
        }
        assertThat(read()).containsExactly(begun(8));
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("journal.damaged-")))
                    .singleElement()
                    .satisfies(file -> assertThat(Files.readAllLines(file)).isEqualTo(before));
        }
    }

    @Test
    void halfALineIsTakenBack() {
        var disk = new FullDisk(1 << 20);
        try (var journal = FileJournal.open(file(), disk)) {
            disk.makesNoFiles();
            disk.room(50);
            refuses(journal, pinned("second-vm", 2));
            disk.room(400);

            assertThat(journal.append(pinned("third-vm", 3))).succeedsWithin(SOON);
        }
        assertThat(readTrouble()).isEmpty();
        assertThat(read()).containsAll(KNOWN).contains(pinned("third-vm", 3));
    }

    @Test
    void halfALineThatStaysSpoilsNoOther() {
        var disk = new FullDisk(1 << 20);
        disk.doesNotTruncate();
        try (var journal = FileJournal.open(file(), disk)) {
            disk.makesNoFiles();
            disk.room(50);
            refuses(journal, pinned("second-vm", 2));
            disk.room(400);

            assertThat(journal.append(pinned("third-vm", 3))).succeedsWithin(SOON);
        }
        assertThat(read()).containsAll(KNOWN).contains(pinned("third-vm", 3));
    }

    @Test
    void aRefusedReceiptIsSaidUntilItIsThere() {
        var disk = new FullDisk(1 << 20);
        try (var journal = FileJournal.open(file(), disk)) {
            disk.room(50);
            refuses(journal, ended(7));
            assertThat(journal.trouble()).contains("No space left");
            disk.room(1 << 20);

            await().atMost(JournalFile.RETRY_AFTER.multipliedBy(3))
                    .untilAsserted(() -> assertThat(journal.trouble()).isEmpty());
        }
        assertThat(read()).containsSubsequence(begun(7), ended(7));
    }

    @Test
    void whatComesTogetherIsWrittenTogether() throws Exception {
        var disk = new FullDisk(1 << 20);
        var pending = IntStream.range(0, 100)
                .mapToObj(i -> new JournalKeeper.Pending(pinned("vm-" + i, i)))
                .toList();
        try (var keeper = open(disk)) {
            int before = disk.writes();
            keeper.append(pending);

            assertThat(disk.writes() - before).isEqualTo(1);
        }
        assertThat(pending).allSatisfy(one -> assertThat(one.written()).isCompleted());
        assertThat(read())
                .containsAll(pending.stream().map(JournalKeeper.Pending::record).toList());
    }

    @Test
    void ofWhatComesTogetherAFullDiskHasWhatFits() throws Exception {
        var disk = new FullDisk(1 << 20);
        var small = new JournalKeeper.Pending(pinned("second-vm", 2));
        var large = new JournalKeeper.Pending(ended(7));
        var last = new JournalKeeper.Pending(pinned("third-vm", 3));
        try (var keeper = open(disk)) {
            disk.makesNoFiles();
            disk.room(JournalLine.write(small.record()).length + JournalLine.write(last.record()).length);
            keeper.append(List.of(small, large, last));

            assertThat(small.written()).isCompleted();
            assertThat(large.written()).isCompletedExceptionally();
            assertThat(last.written()).isCompleted();
            assertThat(keeper.trouble()).contains("No space left");
        }
        assertThat(read()).contains(small.record(), last.record()).doesNotContain(large.record());
        assertThat(readTrouble()).isEmpty();
    }

    /** As it is on the disk. */
    private JournalKeeper openFound(FullDisk disk, AtomicLong clock) throws Exception {
        var live = new LiveRecords();
        Found found;
        try (var in = Files.newInputStream(file())) {
            found = JournalReader.read(in, live::add);
        }
        return new JournalKeeper(file(), new JournalFile(file(), disk, live, found, clock::get), found);
    }

    private JournalKeeper open(FullDisk disk) throws Exception {
        var live = new LiveRecords();
        KNOWN.forEach(live::add);
        var found = JournalReader.Found.NOTHING;
        return new JournalKeeper(file(), new JournalFile(file(), disk, live, found), found);
    }

    @Test
    void whatComesDuringACompactionIsInTheNewFile() throws Exception {
        var disk = new FullDisk(1 << 20);
        var live = new LiveRecords();
        KNOWN.forEach(live::add);
        try (var journal = new JournalFile(file(), disk, live, JournalReader.Found.NOTHING)) {
            disk.whileForcing(() -> journal.append(List.of(new JournalFile.Line(pinned("second-vm", 2)))));
            journal.compact();
        }
        assertThat(read()).containsAll(KNOWN).contains(pinned("second-vm", 2));
    }

    /** Else a journal that much was added to just then would stay as long as it is. */
    @Test
    void whatComesDuringACompactionHasOutgrownIt() throws Exception {
        var disk = new FullDisk(1 << 20);
        try (var journal = new JournalFile(file(), disk, new LiveRecords(), JournalReader.Found.NOTHING)) {
            var belief = new JournalFile.Line(believed("x".repeat(1_000)));
            var many = Collections.nCopies((int) JournalFile.GROWTH_BYTES / 1_000, belief);
            disk.whileForcing(() -> journal.append(many));
            journal.compact();
            assertThat(journal.isCompactionDue()).isTrue();

            journal.compact();
            assertThat(journal.isCompactionDue()).isFalse();
            assertThat(Files.size(file())).isLessThan(2_000);
        }
    }

    private static void refuses(Journal journal, JournalRecord record) {
        assertThat(journal.append(record)).failsWithin(SOON).withThrowableOfType(ExecutionException.class);
    }

    private List<JournalRecord> read() {
        try (var journal = FileJournal.open(file())) {
            return journal.recovered();
        }
    }

    private String readTrouble() {
        try (var journal = FileJournal.open(file())) {
            return journal.trouble();
        }
    }

    private Path file() {
        return folder.resolve("journal");
    }
}
