package io.dbcpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolCliTest {

    @ParameterizedTest(name = "pool {0}: exit code {1}")
    @CsvSource({
        "--help, 0, Usage: pool",
        "help up, 0, Usage: pool up",
        "up --help, 0, --http-base",
        "demo -h, 0, --json",
        "demo --help, 0, watcher-killed",
        "demo --fault earthquake, 2, libvirtd-restart",
        "status --help, 0, --config",
        "release --help, 0, --reason",
        "drill --help, 0, --yes",
        "receipt --help, 0, export",
        "receipt verify --help, 0, --key",
        "receipt, 2, Missing required subcommand",
        "receipt list --from /no/such/folder, 3, /no/such/folder",
        "events tail --help, 0, --since",
        "events, 2, Missing required subcommand",
        "events tail -c /no/such/pool.yaml, 2, /no/such/pool.yaml: wanted a pool file",
        "log --help, 0, --for",
        "log -c /no/such/pool.yaml, 2, /no/such/pool.yaml: wanted a pool file",
        "completion bash, 0, complete -F",
        "completion zsh, 0, bashcompinit",
        "completion fish, 0, complete -c pool",
        "completion tcsh, 2, tcsh",
        "man receipt show, 0, .SH SYNOPSIS",
        "man fly, 2, wanted a verb of pool",
        "fly, 2, fly",
        "up --fast, 2, --fast",
        "release gpu-01, 2, --reason",
        "doctor --help, 0, --explain",
        "own --help, 0, remove",
        "own list -c /no/such/pool.yaml, 2, /no/such/pool.yaml: wanted a pool file",
        "setup --help, 0, undo",
        "key --help, 0, check-backup",
        "key backup -c /no/such/pool.yaml --to x, 2, /no/such/pool.yaml: wanted a pool file",
        "doctor -c /no/such/pool.yaml, 2, /no/such/pool.yaml: wanted a pool file",
        "status -c /no/such/pool.yaml, 2, /no/such/pool.yaml: wanted a pool file",
    })
    void commandLine(String words, int exitCode, String said) {
        var text = new StringWriter();
        var commandLine = PoolCli.newCommandLine();
        commandLine.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));

        assertThat(commandLine.execute(words.split(" ", -1))).isEqualTo(exitCode);
        assertThat(text.toString()).contains(said).doesNotContain("\tat ");
    }
}
