package io.dbcpool.cli.man;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of one command, in roff's man macros, from what picocli knows of it. picocli's own generator writes
 * AsciiDoc, which takes Ruby to become a page.
 */
final class ManPage {

    private final StringBuilder page = new StringBuilder();
    private final CommandSpec spec;
    private final String name;

    private ManPage(CommandSpec spec) {
        this.spec = spec;
        this.name = spec.qualifiedName("-");
    }

    /** Its name is {@code pool-receipt-show}. */
    static ManPage of(CommandSpec spec) {
        return new ManPage(spec);
    }

    String fileName() {
        return name + ".1";
    }

    String text() {
        line(".TH \"%s\" 1 \"\" \"dbc-pool\" \"dbc-pool\"".formatted(escape(name.toUpperCase(Locale.ROOT))));
        section("NAME");
        line("%s \\- %s".formatted(escape(name), escape(brief())));
        section("SYNOPSIS");
        verbatim(new Help(spec, Ansi.OFF).synopsis(0).strip());
        section("DESCRIPTION");
        for (String paragraph : spec.usageMessage().description()) {
            text(paragraph);
            line(".PP");
        }
        arguments();
        commands();
        if (spec.usageMessage().footer().length > 0) {
            section("EXAMPLES");
            verbatim(String.join("\n", spec.usageMessage().footer())
                    .replaceFirst("(?s)^\\s*Examples?:\\s*\n", "")
                    .stripTrailing());
        }
        section("EXIT STATUS");
        spec.root().usageMessage().exitCodeList().forEach(this::item);
        section("SEE ALSO");
        text(spec == spec.root() ? "pool help" : "%s(1)".formatted(parent()));
        return page.toString();
    }

    private String brief() {
        String[] description = spec.usageMessage().description();
        return description.length == 0 ? name : description[0].replaceFirst("[.:]?\\s*$", "");
    }

    private String parent() {
        var parent = spec.parent();
        return parent == null ? name : parent.qualifiedName("-");
    }

    private void arguments() {
        if (!spec.positionalParameters().isEmpty()) {
            section("ARGUMENTS");
            for (PositionalParamSpec parameter : spec.positionalParameters()) {
                item(parameter.paramLabel(), words(parameter));
            }
        }
        if (!spec.options().isEmpty()) {
            section("OPTIONS");
            for (OptionSpec option : spec.options()) {
                String label = option.arity().max() > 0 ? " " + option.paramLabel() : "";
                item(String.join(", ", option.names()) + label, words(option));
            }
        }
    }

    private void commands() {
        if (!spec.subcommands().isEmpty()) {
            section("COMMANDS");
            spec.subcommands().forEach((verb, command) -> {
                String[] description = command.getCommandSpec().usageMessage().description();
                item(verb, description.length == 0 ? "" : description[0]);
            });
        }
    }

    /** With the words that it takes put in, where its description asks for them. */
    private static String words(ArgSpec argument) {
        var candidates = argument.completionCandidates();
        return String.join(" ", argument.description())
                .replace("${COMPLETION-CANDIDATES}", candidates == null ? "" : String.join(", ", candidates))
                .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValue()))
                .replace("%n", " ");
    }

    private void section(String title) {
        line(".SH " + title);
    }

    private void item(String term, String meaning) {
        line(".TP");
        line("\\fB%s\\fR".formatted(escape(term)));
        text(meaning);
    }

    private void text(String text) {
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> line(escape(line)));
    }

    private void verbatim(String text) {
        line(".nf");
        List.of(text.split("\n", -1)).forEach(line -> line(escape(line)));
        line(".fi");
    }

    private void line(String line) {
        page.append(line).append('\n');
    }

    /** So that roff takes it as text: a line may not begin with its marks, and a hyphen stays one. */
    private static String escape(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
