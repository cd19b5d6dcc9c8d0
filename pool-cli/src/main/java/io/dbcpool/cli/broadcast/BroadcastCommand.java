package io.dbcpool.cli.broadcast;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The verbs about broadcasts. */
@Command(
        name = "broadcast",
        description = "Hear what DBC nodes broadcast, send a test word, or play a capture again.",
        footer = {
            "",
            "Examples:",
            "  ./pool broadcast listen --for 60s",
            "  ./pool broadcast listen --json > words.jsonl",
            "  ./pool broadcast send gpu-01",
            "  ./pool broadcast replay words.jsonl"
        },
        subcommands = {ListenCommand.class, SendCommand.class, ReplayCommand.class})
public final class BroadcastCommand implements Runnable {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    @SuppressWarnings("UnusedVariable") // picocli asks for it
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "wanted listen, send or replay, found nothing");
    }
}
