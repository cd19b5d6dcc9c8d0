package io.dbcpool.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal is appended to, and now and then another file takes its place; its reader misses nothing of either. */
class JournalTailTest {

    @TempDir
    Path folder;

    private Path file;
    private JournalTail tail;

    @BeforeEach
    void begin() {
        file = folder.resolve("journal");
        tail = new JournalTail(file);
    }

    @Test
    void whatIsAppendedIsReadOnceItIsWhole() throws IOException {
        tail.readOn();
        append(begun("v1"), begun("v2").substring(0, 30));
        tail.readOn();
        assertThat(tail.vacatesOf("m")).containsExactly("v1");

        append(begun("v2").substring(30), went("v2", "ask"));
        tail.readOn();
        assertThat(tail.vacatesOf("m")).containsExactly("v1", "v2");
        assertThat(tail.awaitStep("ask", Set.of("m"), Duration.ofSeconds(1))).isTrue();
    }

    /** As the next watcher does with what a kill in the middle of a write has left. */
    @Test
    void halfALineThatIsCutOffSpoilsNoneThatComesInItsPlace() throws IOException {
        append(begun("v1"), begun("v2").substring(0, 30));
        tail.readOn();
        Files.writeString(file, begun("v1"));
        append(begun("v3"));
        tail.readOn();

        assertThat(tail.vacatesOf("m")).containsExactly("v1", "v3");
    }

    /** The number of a file that is gone is given to the next one that is made. */
    @Test
    void aFileThatReplacesOneIsReadWhateverItsNumberAndLength() throws IOException {
        append(begun("v0"));
        tail.readOn();
        for (int number = 1; number < 10; number++) {
            replaceBy(begun("v" + number));
            replaceBy(begun("v" + number));
            tail.readOn();
            assertThat(tail.vacatesOf("m")).contains("v" + number);
        }
    }

    @Test
    void whatWasAppendedJustBeforeItWasReplacedIsRead() throws IOException {
        append(begun("v0"));
        tail.readOn();
        append(begun("v1"));
        replaceBy(begun("v2"));
        tail.readOn();

        assertThat(tail.vacatesOf("m")).containsExactly("v0", "v1", "v2");
    }

    private void append(String... texts) throws IOException {
        for (String text : texts) {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private void replaceBy(String text) throws IOException {
        var fresh = folder.resolve("journal.new");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String begun(String vacate) {
        return "0123abcd {\"is\":\"vacate-begun\",\"vacateId\":\"%s\",\"machineId\":\"m\"}\n".formatted(vacate);
    }

    private static String went(String vacate, String step) {
        return "0123abcd {\"is\":\"vacate-went\",\"vacateId\":\"%s\",\"step\":{\"name\":\"%s\"}}\n"
                .formatted(vacate, step);
    }
}
