package io.dbcpool.cli.man;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbcpool.cli.PoolCommandLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class ManPageTest {

    @Command(
            name = "say",
            description = {"Say it.", ".Never mind how."},
            exitCodeList = "0:good",
            footer = {"", "Examples:", "  say a\\b"})
    @SuppressWarnings("UnusedVariable") // for picocli
    static final class Say {
        @Parameters(paramLabel = "WORD", description = "What.")
        private String word = "";

        @Option(
                names = {"-t", "--to"},
                paramLabel = "WHOM",
                description = "To whom.")
        private String to = "";
    }

    @Test
    void aPageSaysWhatTheHelpSays() {
        var page = ManPage.of(new CommandLine(new Say()).getCommandSpec());

        assertThat(page.fileName()).isEqualTo("say.1");
        assertThat(page.text()).isEqualTo("""
                .TH "SAY" 1 "" "dbc-pool" "dbc-pool"
                .SH NAME
                say \\- Say it
                .SH SYNOPSIS
                .nf
                say [\\-t=WHOM] WORD
                .fi
                .SH DESCRIPTION
                Say it.
                .PP
                \\&.Never mind how.
                .PP
                .SH ARGUMENTS
                .TP
                \\fBWORD\\fR
                What.
                .SH OPTIONS
                .TP
                \\fB\\-t, \\-\\-to WHOM\\fR
                To whom.
                .SH EXAMPLES
                .nf
                  say a\\eb
                .fi
                .SH EXIT STATUS
                .TP
                \\fB0\\fR
                good
                .SH SEE ALSO
                pool help
                """);
    }

    @Test
    void groffTakesThePageOfEveryVerb(@TempDir Path folder) throws IOException, InterruptedException {
        assertThat(PoolCommandLine.run(List.of("man", "--to", folder.toString())))
                .isZero();

        try (var files = Files.list(folder)) {
            var pages = files.toList();
            assertThat(pages).hasSizeGreaterThan(40).contains(folder.resolve("pool-receipt-show.1"));
            assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "no groff is here to judge the pages");
            for (Path page : pages) {
                var judged = new ProcessBuilder("groff", "-man", "-ww", "-Tutf8", "-z", page.toString())
                        .redirectErrorStream(true)
                        .start();
                String said = new String(judged.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(judged.waitFor()).as("%s: %s", page, said).isZero();
                assertThat(said).as(page.toString()).isEmpty();
            }
        }
    }
}
