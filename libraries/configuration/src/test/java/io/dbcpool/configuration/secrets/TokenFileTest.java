package io.dbcpool.configuration.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenFileTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "mode {0}, {1} characters: {2}")
    @CsvSource({
        "rw-------, 32, true",
        "r--------, 64, true",
        "rw-------, 31, false",
        "rw-------, 0,  false",
        "rw-r-----, 32, false",
        "rw--w----, 32, false",
        "rw----r--, 32, false",
    })
    void aTokenIsLongAndItsOwnersAlone(String mode, int chars, boolean opens) throws Exception {
        Path file = folder.resolve("token");
        Files.writeString(file, "t".repeat(chars) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        var refusals = new ArrayList<String>();
        assertThat(TokenFile.read(file, refusals::add).isPresent()).isEqualTo(opens);
        assertThat(refusals).hasSize(opens ? 0 : 1);
    }

    @Test
    void aFileThatIsNotThereOpensNothing() {
        var refusals = new ArrayList<String>();
        assertThat(TokenFile.read(folder.resolve("none"), refusals::add)).isEmpty();
        assertThat(TokenFile.read(folder, refusals::add)).isEmpty();
        assertThat(refusals).hasSize(2);
    }
}
