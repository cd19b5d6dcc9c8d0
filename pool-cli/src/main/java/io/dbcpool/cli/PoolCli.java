package io.dbcpool.cli;

import io.dbcpool.cli.demo.DemoCommand;
import io.dbcpool.cli.up.UpCommand;
import io.dbcpool.configuration.PoolFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParseResult;

/** The verbs. {@code test} and {@code bench} are not here: the script {@code pool} runs them itself. */
@Command(
        name = "pool",
        description = "Keeps every machine of a DeepBrainChain pool inside the ten-second rule.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:good",
            "1:something is wrong",
            "2:wrong usage, or a pool.yaml that cannot be used",
            "3:cannot reach what it needs"
        },
        mixinStandardHelpOptions = true,
        subcommands = {UpCommand.class, DemoCommand.class, HelpCommand.class})
public final class PoolCli {

    private PoolCli() {}

    public static void main(String[] args) {
        System.exit(newCommandLine().execute(args));
    }

    static CommandLine newCommandLine() {
        return new CommandLine(new PoolCli()).setExecutionExceptionHandler(PoolCli::onFailure);
    }

    /** What an operator can mend is told in a line; only what we did not foresee shows a stack trace. */
    private static int onFailure(Exception failure, CommandLine commandLine, ParseResult parsed) throws Exception {
        if (failure instanceof PoolFileException) {
            commandLine.getErr().println(failure.getMessage());
            return ExitCode.WRONG_USAGE;
        }
        if (failure instanceof CannotReachException) {
            commandLine.getErr().println("pool: " + failure.getMessage());
            return ExitCode.CANNOT_REACH;
        }
        throw failure;
    }
}
