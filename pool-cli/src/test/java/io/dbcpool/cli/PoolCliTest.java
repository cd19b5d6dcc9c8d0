package io.dbcpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PoolCliTest {

    private static final Pattern WORD = Pattern.compile("'[^']*'|\\S+");

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

    static List<String> verbs() {
        return PoolCli.newCommandLine().getSubcommands().keySet().stream()
                .filter(verb -> !verb.equals("help"))
                .sorted()
                .toList();
    }

    /** An example that cannot be typed is worse than none. What a shell would do with it is left out. */
    @ParameterizedTest
    @MethodSource("verbs")
    void everyVerbHasExamplesThatCanBeTyped(String verb) {
        var footer = PoolCli.newCommandLine().getSubcommands().entrySet().stream()
                .filter(entry -> entry.getKey().equals(verb))
                .flatMap(entry -> Stream.of(
                        entry.getValue().getCommandSpec().usageMessage().footer()))
                .toList();

        assertThat(footer).contains("Examples:");
        assertThat(footer)
                .filteredOn(line -> line.startsWith("  "))
                .isNotEmpty()
                .allSatisfy(example -> {
                    assertThat(example).contains("./pool " + verb);
                    PoolCli.newCommandLine().parseArgs(words(example));
                });
    }

    private static String[] words(String example) {
        String typed = example.replaceFirst("^.*?\\./pool ", "").replaceFirst("( [|>&]|\\)).*$", "");
        return WORD.matcher(typed)
                .results()
                .map(word -> word.group().replace("'", ""))
                .toArray(String[]::new);
    }
}
