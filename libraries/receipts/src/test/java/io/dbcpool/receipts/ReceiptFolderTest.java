package io.dbcpool.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The last receipts of a host are found without reading those of all the years before. */
class ReceiptFolderTest {

    private final ReceiptFolder receipts;
    private final Path folder;

    ReceiptFolderTest(@TempDir Path folder) {
        this.folder = folder;
        receipts = new ReceiptFolder(folder);
    }

    /** Of ten bytes and of thousands, in one month and over several: the end of what all of them are. */
    @ParameterizedTest(name = "the last {0}")
    @ValueSource(ints = {1, 2, 99, 100, 101, 150, 199, 200, 201, 400, 401, 1_000})
    void theLastAreTheEndOfAll(int most) throws IOException {
        write("2025-12", 0, 100, 10);
        write("2026-01", 100, 200, 5_000);
        write("2026-03", 200, 400, 700);

        List<JsonNode> all = receipts.list();
        assertThat(last(most)).isEqualTo(all.subList(Math.max(0, all.size() - most), all.size()));
    }

    @Test
    void whatIsNoReceiptComesAsText() throws IOException {
        Files.writeString(folder.resolve("2026-01.jsonl"), "{\"hash\":\"a\"}\n\nno JSON\n{\"hash\":\"b\"}\n{\"ha");

        assertThat(last(10)).isEqualTo(receipts.list());
        assertThat(last(2)).isEqualTo(receipts.list().subList(2, 4));
    }

    @Test
    void ofNoneThereIsNone() throws IOException {
        assertThat(last(10)).isEmpty();
        Files.writeString(folder.resolve("2026-01.jsonl"), "");
        assertThat(last(10)).isEmpty();
    }

    /** It is not as long as all of it: what is before the end is not even text. */
    @Test
    void whatIsBeforeThemIsNotRead() throws IOException {
        write("2026-01", 0, 100, 5_000);
        Files.createDirectory(folder.resolve("2025-12.jsonl"));

        assertThat(last(100)).hasSize(100);
    }

    private List<JsonNode> last(int most) throws IOException {
        return receipts.lastLines(most).stream().map(ReceiptFolder::read).toList();
    }

    private void write(String month, int from, int to, int length) throws IOException {
        Files.writeString(
                folder.resolve(month + ".jsonl"),
                IntStream.range(from, to)
                        .mapToObj(number -> "{\"hash\":\"%d\",\"x\":\"%s\"}%n".formatted(number, "x".repeat(length)))
                        .collect(Collectors.joining()));
    }
}
