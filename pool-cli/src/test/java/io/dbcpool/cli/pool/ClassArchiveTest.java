package io.dbcpool.cli.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {

    @TempDir
    Path folder;

    private ClassArchive archive;

    @BeforeEach
    void program() throws IOException {
        archive = new ClassArchive(Files.createFile(folder.resolve("quarkus-run.jar")));
        write(archive.jar(), 1_000);
    }

    @Test
    void withoutOneTheProgramStartsAsEver() {
        assertThat(archive.options()).isEmpty();
    }

    @Test
    void oneThatIsYoungerThanItsProgramIsUsed() throws IOException {
        write(archive.file(), 2_000);

        assertThat(archive.options())
                .contains("-XX:SharedArchiveFile=" + folder.resolve("quarkus-run.jsa"), "-XX:ArchiveRelocationMode=0");
    }

    @Test
    void oneOfAnEarlierBuildIsNot() throws IOException {
        write(archive.file(), 500);

        assertThat(archive.options()).isEmpty();
    }

    private static void write(Path file, long seconds) throws IOException {
        Files.write(file, new byte[] {1});
        Files.setLastModifiedTime(file, FileTime.fromMillis(seconds * 1_000));
    }
}
