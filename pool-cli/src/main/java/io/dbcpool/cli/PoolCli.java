package io.dbcpool.cli;

import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.cli.bond.BondCommand;
import io.dbcpool.cli.broadcast.BroadcastCommand;
import io.dbcpool.cli.chain.ChainCommand;
import io.dbcpool.cli.completion.CompletionCommand;
import io.dbcpool.cli.demo.DemoCommand;
import io.dbcpool.cli.doctor.DoctorCommand;
import io.dbcpool.cli.drill.DrillCommand;
import io.dbcpool.cli.events.EventsCommand;
import io.dbcpool.cli.key.KeyCommand;
import io.dbcpool.cli.log.LogCommand;
import io.dbcpool.cli.man.ManCommand;
import io.dbcpool.cli.own.OwnCommand;
import io.dbcpool.cli.receipt.ReceiptCommand;
import io.dbcpool.cli.release.ReleaseCommand;
import io.dbcpool.cli.setup.SetupCommands;
import io.dbcpool.cli.status.StatusCommand;
import io.dbcpool.cli.up.UpCommand;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.parts.libvirt.PartsException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.OptionSpec;
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
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            StatusCommand.class,
            ReleaseCommand.class,
            DoctorCommand.class,
            DrillCommand.class,
            ReceiptCommand.class,
            KeyCommand.class,
            OwnCommand.class,
            SetupCommands.class,
            BroadcastCommand.class,
            BondCommand.class,
            ChainCommand.class,
            EventsCommand.class,
            LogCommand.class,
            CompletionCommand.class,
            ManCommand.class,
            HelpCommand.class
        })
public final class PoolCli {

    private PoolCli() {}

    public static void main(String[] args) {
        System.exit(newCommandLine().execute(args));
    }

    static CommandLine newCommandLine() {
        return newCommandLine(CommandLine.defaultFactory());
    }

    /** @param verbs makes each verb */
    static CommandLine newCommandLine(IFactory verbs) {
        var pool = new CommandLine(new PoolCli(), verbs);
        addHelp(pool);
        pool.getSubcommands().values().forEach(verb -> {
            addHelp(verb);
            verb.getSubcommands().values().forEach(PoolCli::addHelp);
        });
        return pool.setExecutionExceptionHandler(PoolCli::onFailure);
    }

    private static void addHelp(CommandLine verb) {
        if (verb.getCommandSpec().findOption("--help") == null) {
            verb.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("This text.")
                            .build());
        }
    }

    /** What an operator can mend is told in a line; only what we did not foresee shows a stack trace. */
    private static int onFailure(Exception failure, CommandLine commandLine, ParseResult parsed) throws Exception {
        if (failure instanceof PoolFileException) {
            commandLine.getErr().println(failure.getMessage());
            return ExitCode.WRONG_USAGE;
        }
        if (failure instanceof KeyException || failure instanceof StoreException) {
            commandLine.getErr().println("pool: " + failure.getMessage());
            return ExitCode.SOMETHING_IS_WRONG;
        }
        if (failure instanceof CannotReachException || failure instanceof PartsException) {
            commandLine.getErr().println("pool: " + failure.getMessage());
            return ExitCode.CANNOT_REACH;
        }
        if (failure instanceof FileSystemException file) {
            commandLine.getErr().println("pool: " + file);
            return ExitCode.CANNOT_REACH;
        }
        throw failure;
    }
}
