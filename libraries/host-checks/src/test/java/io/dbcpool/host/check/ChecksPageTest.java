package io.dbcpool.host.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ChecksPageTest {

    private static final Path PAGE = Path.of("../../docs/checks.md");

    /** With -Ddbcpool.write-pages=true it writes the page instead. */
    @Test
    void thePageSaysWhatTheCodeSays() throws IOException {
        if (Boolean.getBoolean("dbcpool.write-pages")) {
            Files.writeString(PAGE, ChecksPage.text());
        }

        assertThat(PAGE).content().isEqualTo(ChecksPage.text());
    }
}
