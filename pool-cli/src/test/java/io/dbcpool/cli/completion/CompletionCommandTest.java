package io.dbcpool.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CompletionCommandTest {

    @Command(name = "pool", subcommands = CompletionCommand.class)
    static final class Pool {
        @Option(names = "--a", description = "a")
        @SuppressWarnings("UnusedVariable") // for picocli
        private boolean a;
    }

    @Command(name = "say", description = "Don't; never.")
    static final class Say {
        @Option(
                names = {"-t", "--to"},
                description = "to")
        @SuppressWarnings("UnusedVariable") // for picocli
        private String to = "";
    }

    @Test
    void fishIsToldEachVerbAndItsOptions() {
        var pool = new CommandLine(new Pool()).addSubcommand(new Say());

        assertThat(CompletionCommand.fish(pool).lines())
                .contains(
                        "complete -c pool -f",
                        "complete -c pool -n __fish_use_subcommand -a say -d 'don\\'t'",
                        "complete -c pool -n '__fish_seen_subcommand_from say' -l to -r");
    }
}
