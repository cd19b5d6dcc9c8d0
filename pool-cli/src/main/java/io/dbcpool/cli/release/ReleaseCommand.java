package io.dbcpool.cli.release;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.cli.watcher.MachineNames;
import io.dbcpool.cli.watcher.Question;
import io.dbcpool.cli.watcher.Watcher;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.configuration.PoolFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells the watcher of this host that a machine is not rented. */
@Command(
        name = "release",
        description = {
            "Tell the watcher, on your word, that a machine is not rented. It is unknown then, and not free: only the finalized",
            "chain makes it free. Until then nothing is started by itself; a domain that you start by hand is left alone."
        },
        footer = {
            "",
            "Examples:",
            "  ./pool release gpu-01 --reason 'the renter left by arrangement'",
            "  ./pool release gpu-01 --reason 'a forged broadcast' --yes --json"
        })
public final class ReleaseCommand implements Callable<Integer> {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The pool's file (default: pool.yaml).")
    private Path config = Path.of("pool.yaml");

    @Parameters(paramLabel = "MACHINE", description = "Its name or its id.")
    private String machine = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it is kept.")
    private String reason = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--json", description = "The watcher's answer as one line of JSON.")
    private boolean json;

    /** What the watcher is sent. */
    private record Release(String operator, String reason) {}

    @Override
    public Integer call() throws PoolFileException, CannotReachException, InterruptedException, IOException {
        var pool = PoolFile.read(config);
        var found = MachineNames.find(pool, machine);
        if (found.isEmpty()) {
            return ExitCode.WRONG_USAGE;
        }
        var watcher = new Watcher(pool);
        var belief = watcher.getMachine(found.get()).path("belief");
        if (!yes && !Question.isAnsweredYes(question(found.get().name(), belief))) {
            System.err.println("pool: nothing was done");
            return ExitCode.SOMETHING_IS_WRONG;
        }
        var answer = watcher.tell(found.get(), "release", new Release(Watcher.operator(), reason));
        System.out.println(
                json
                        ? answer.toString()
                        : "%s is released, and not free until the finalized chain says so; overruled: %s"
                                .formatted(
                                        found.get().name(),
                                        answer.path("overruled").asText()));
        return ExitCode.GOOD;
    }

    /** A renter who is there after all loses nothing by a question, and everything by none. */
    private static String question(String name, JsonNode belief) {
        return """
                The watcher believes that %s is %s: %s.
                If somebody has rented it, your domain may then stand in his way, and he can report you.
                Release it?""".formatted(
                        name, belief.path("state").asText(), belief.path("why").asText());
    }
}
