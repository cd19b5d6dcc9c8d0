package io.dbcpool.watcher.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.EventCodec;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.receipts.ReceiptFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the shelf, what the journal has, and what a watcher makes of both when it starts. */
class FileShelfTest {

    @TempDir
    Path folder;

    private final List<VacateCompleted> receipts = new ArrayList<>();

    @BeforeEach
    void sign() throws IOException {
        var book = new ReceiptBook(ReceiptKey.open(folder), List.of());
        IntStream.range(0, 5).forEach(number -> receipts.add(book.sign(Drafts.ofVacate(number))));
    }

    @Test
    void whatTheJournalDoesNotHaveIsReadFromTheShelf() throws IOException {
        shelve(receipts);

        assertThat(open(List.of())).isEqualTo(receipts);
        assertThat(open(receipts.subList(3, 5))).isEqualTo(receipts);
    }

    @Test
    void whatIsOnTheShelfIsNotAddedAgain() throws IOException {
        shelve(receipts.subList(0, 3));

        assertThat(open(receipts.subList(1, 5))).isEqualTo(receipts);
        assertThat(hashesOnTheShelf()).isEqualTo(hashes(receipts));
        assertThat(open(receipts)).isEqualTo(receipts);
        assertThat(hashesOnTheShelf()).isEqualTo(hashes(receipts));
    }

    /** Whatever wrote it: blanks between what it holds, and another order. */
    @Test
    void aLineThatAnotherProgramWroteIsReadAsAWhole() throws IOException {
        var tree = EventCodec.findTree(EventCodec.value(receipts.get(0))).orElseThrow();
        Files.createDirectories(shelf());
        Files.writeString(
                shelf().resolve("2026-11.jsonl"),
                EventCodec.json()
                                .writerWithDefaultPrettyPrinter()
                                .writeValueAsString(tree)
                                .replace("\n", " ") + "\n");

        assertThat(open(receipts)).isEqualTo(receipts);
        assertThat(hashesOnTheShelf()).isEqualTo(hashes(receipts));
    }

    /** The next one that is added cuts it off; where only its end is missing, it is there. */
    @Test
    void aLineThatACrashCutOffIsAddedFromTheJournal() throws IOException {
        byte[] line = EventCodec.value(receipts.get(0));
        Files.createDirectories(shelf());
        for (int length = line.length; length > 0; length -= 7) {
            Files.writeString(shelf().resolve("2026-11.jsonl"), new String(line, 0, length, StandardCharsets.UTF_8));

            assertThat(open(receipts)).as("cut after %d bytes", length).isEqualTo(receipts);
            assertThat(hashesOnTheShelf()).as("cut after %d bytes", length).isEqualTo(hashes(receipts));
        }
    }

    /** Else a receipt that the journal has lost would be cut off with the next one that is added. */
    @Test
    void aReceiptThatLacksOnlyTheEndOfItsLineStays() throws IOException {
        shelve(receipts.subList(0, 2));
        try (var file = FileChannel.open(shelf().resolve("2026-11.jsonl"), StandardOpenOption.WRITE)) {
            file.truncate(file.size() - 1);
        }

        assertThat(open(receipts.subList(2, 5))).isEqualTo(receipts);
        assertThat(hashesOnTheShelf()).isEqualTo(hashes(receipts));
    }

    /** Of a watcher that is closed when all is on the shelf. */
    private List<VacateCompleted> open(List<VacateCompleted> journalled) {
        try (var opened = FileShelf.open(shelf(), journalled)) {
            return opened.written();
        }
    }

    private void shelve(List<VacateCompleted> some) throws IOException {
        for (VacateCompleted receipt : some) {
            new ReceiptFolder(shelf()).append(receipt);
        }
    }

    private List<String> hashesOnTheShelf() throws IOException {
        return new ReceiptFolder(shelf())
                .list().stream().map(receipt -> receipt.path("hash").asText()).collect(Collectors.toList());
    }

    private static List<String> hashes(List<VacateCompleted> some) {
        return some.stream().map(VacateCompleted::hash).toList();
    }

    private Path shelf() {
        return folder.resolve("receipts");
    }
}
