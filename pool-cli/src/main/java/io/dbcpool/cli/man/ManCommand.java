package io.dbcpool.cli.man;

import io.dbcpool.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes manual pages of the verbs, from what picocli knows of them. */
@Command(
        name = "man",
        description = "Write the manual page of a verb to the standard output, or all of them into a folder.",
        footer = {
            "",
            "Examples:",
            "  ./pool man receipt show | man -l -",
            "  ./pool man --to ~/.local/share/man/man1 && man pool-receipt-show"
        })
public final class ManCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "VERB", description = "The verb, and the verb below it.")
    private List<String> verbs = new ArrayList<>();

    @Option(names = "--to", paramLabel = "FOLDER", description = "Write the pages of all verbs there.")
    private @Nullable Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (folder != null) {
            Files.createDirectories(folder);
            writeAll(spec.root().commandLine(), folder);
            return ExitCode.GOOD;
        }
        var command = spec.root().commandLine();
        for (String verb : verbs) {
            var below = command.getSubcommands().get(verb);
            if (below == null) {
                spec.commandLine()
                        .getErr()
                        .printf(
                                "pool: wanted a verb of %s, found '%s'%n",
                                command.getCommandSpec().qualifiedName(), verb);
                return ExitCode.WRONG_USAGE;
            }
            command = below;
        }
        var out = spec.commandLine().getOut();
        out.print(ManPage.of(command.getCommandSpec()).text());
        out.flush();
        return ExitCode.GOOD;
    }

    private static void writeAll(CommandLine command, Path folder) throws IOException {
        var page = ManPage.of(command.getCommandSpec());
        Files.writeString(folder.resolve(page.fileName()), page.text());
        for (CommandLine below : command.getSubcommands().values()) {
            writeAll(below, folder);
        }
    }
}
