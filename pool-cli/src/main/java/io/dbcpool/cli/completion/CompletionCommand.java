package io.dbcpool.cli.completion;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Writes the completion of the verbs and their options for a shell, from what picocli knows of them. */
@Command(
        name = "completion",
        description = "Write completion for bash, zsh or fish to the standard output.",
        footer = {
            "",
            "Examples:",
            "  ./pool completion bash > ~/.local/share/bash-completion/completions/pool",
            "  source <(./pool completion zsh)",
            "  ./pool completion fish > ~/.config/fish/completions/pool.fish"
        })
public final class CompletionCommand implements Callable<Integer> {

    private enum Shell {
        BASH,
        ZSH,
        FISH
    }

    static final class ShellName implements ITypeConverter<Shell> {
        @Override
        public Shell convert(String text) {
            return Arrays.stream(Shell.values())
                    .filter(shell -> shell.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst()
                    .orElseThrow(
                            () -> new TypeConversionException("wanted bash, zsh or fish, found '%s'".formatted(text)));
        }
    }

    @Parameters(paramLabel = "SHELL", converter = ShellName.class, description = "bash, zsh or fish.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        var root = spec.root().commandLine();
        spec.commandLine()
                .getOut()
                .print(
                        switch (shell) {
                            // picocli's function is written for both: zsh takes it through bashcompinit, which it loads
                            // by itself.
                            case BASH, ZSH -> AutoComplete.bash("pool", root);
                            case FISH -> fish(root);
                        });
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** A line for each verb and each of its options; picocli has none for fish. */
    static String fish(CommandLine root) {
        var lines = new StringBuilder("complete -c pool -f\n");
        root.getSubcommands().forEach((name, verb) -> {
            lines.append("complete -c pool -n __fish_use_subcommand -a %s -d %s\n"
                    .formatted(name, quoted(verb.getCommandSpec())));
            String seen = "'__fish_seen_subcommand_from %s'".formatted(name);
            verb.getCommandSpec()
                    .options()
                    .forEach(option -> lines.append("complete -c pool -n %s -l %s%s\n"
                            .formatted(
                                    seen,
                                    option.longestName().replaceFirst("^-+", ""),
                                    option.arity().max() > 0 ? " -r" : "")));
            verb.getSubcommands()
                    .keySet()
                    .forEach(part -> lines.append("complete -c pool -n %s -a %s\n".formatted(seen, part)));
        });
        return lines.toString();
    }

    private static String quoted(CommandSpec verb) {
        String[] description = verb.usageMessage().description();
        String words = description.length == 0 ? verb.name() : description[0].split("[.;]", 2)[0];
        return "'" + words.replace("'", "\\'").toLowerCase(Locale.ROOT) + "'";
    }
}
