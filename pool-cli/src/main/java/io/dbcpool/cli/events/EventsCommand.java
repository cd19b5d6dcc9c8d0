package io.dbcpool.cli.events;

import picocli.CommandLine.Command;

/** The verbs about the pool's topics. */
@Command(
        name = "events",
        description = "What goes over the pool's topics.",
        footer = {
            "",
            "Examples:",
            "  ./pool events tail",
            "  ./pool events tail --topic dbc.vacates --since 24h --machine gpu-01",
            "  ./pool events tail --since 1h --for 5s --json | jq ."
        },
        subcommands = {TailCommand.class})
public final class EventsCommand {}
