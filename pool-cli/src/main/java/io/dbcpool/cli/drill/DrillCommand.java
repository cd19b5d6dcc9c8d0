package io.dbcpool.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.cli.watcher.MachineNames;
import io.dbcpool.cli.watcher.Question;
import io.dbcpool.cli.watcher.Watcher;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.events.EventCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rehearses a rental: the owner's domains of a machine are stopped as for a renter, and measured. */
@Command(
        name = "drill",
        description = {
            "Rehearse a rental: stop your own domains of a machine that nobody rents, as for a renter, and measure it.",
            "Each is started again afterwards if it was off in time and the machine stays free until then; the last lines",
            "say whether it was, and if not why. Exit code 1 if one of them would not be off in time."
        },
        footer = {"", "Examples:", "  ./pool drill gpu-01", "  ./pool drill gpu-01 --yes --json | jq ."})
public final class DrillCommand implements Callable<Integer> {

    /**
     * How long something is waited for.
     *
     * @param toEnd longer than a vacate goes on before it is given up
     * @param toBegin longer than the watcher takes to take up what it has said yes to
     * @param toStart longer than libvirt takes to start a domain
     */
    record Patience(Duration toEnd, Duration toBegin, Duration toStart) {}

    private static final long LOOK_MILLIS = 200;

    private final Patience patience;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The pool's file (default: pool.yaml).")
    private Path config = Path.of("pool.yaml");

    @Parameters(paramLabel = "MACHINE", description = "Its name or its id.")
    private String machine = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--json", description = "What was measured as one line of JSON.")
    private boolean json;

    public DrillCommand() {
        this(new Patience(Duration.ofSeconds(90), Duration.ofSeconds(5), Duration.ofSeconds(30)));
    }

    DrillCommand(Patience patience) {
        this.patience = patience;
    }

    /** What the watcher is sent. */
    private record Drill(String operator) {}

    @Override
    public Integer call() throws PoolFileException, CannotReachException, InterruptedException, IOException {
        var pool = PoolFile.read(config);
        var found = MachineNames.find(pool, machine);
        if (found.isEmpty()) {
            return ExitCode.WRONG_USAGE;
        }
        var watcher = new Watcher(pool);
        var drills = watcher.getMachine(found.get()).path("drills");
        if (!drills.path("missing").isEmpty()) {
            return refuse(found.get(), drills.path("missing"));
        }
        if (!yes && !Question.isAnsweredYes(DrillText.question(found.get().name(), drills.path("planned")))) {
            System.err.println("pool: nothing was done");
            return ExitCode.SOMETHING_IS_WRONG;
        }
        var answer = watcher.tell(found.get(), "drill", new Drill(Watcher.operator()));
        if (!answer.path("missing").isEmpty()) {
            return refuse(found.get(), answer.path("missing"));
        }
        var planned = new ArrayList<JsonNode>();
        drills.path("planned").forEach(domain -> planned.add(domain.path("domain")));
        return follow(watcher, found.get(), answer.path("drillId").asText(), planned);
    }

    private int follow(Watcher watcher, Machine drilled, String drillId, List<JsonNode> planned)
            throws CannotReachException, InterruptedException {
        var text = new DrillText(drillId, line -> {
            if (!json) {
                System.out.println(line);
            }
        });
        long asked = System.nanoTime();
        var drills = watcher.getMachine(drilled).path("drills");
        while (within(patience.toEnd(), asked)
                && !text.isRefused(drills)
                && !text.isOver(drills, within(patience.toBegin(), asked))) {
            text.showSteps(drills);
            Thread.sleep(LOOK_MILLIS);
            drills = watcher.getMachine(drilled).path("drills");
        }
        if (text.isRefused(drills)) {
            return refuse(drilled, drills.path("refused").path("missing"));
        }
        text.showSteps(drills);
        text.showResults(drills);
        var after = awaitStarts(watcher, drilled, planned);
        after.lines().forEach(text::say);
        if (json) {
            System.out.println(EventCodec.json()
                    .createObjectNode()
                    .put("drillId", drillId)
                    .put("machine", drilled.name())
                    .put("fits", text.fits(drills))
                    .<ObjectNode>set("domains", text.results(drills))
                    .set("afterwards", after.json()));
        }
        return text.fits(drills) ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
    }

    private StartedAgain awaitStarts(Watcher watcher, Machine drilled, List<JsonNode> stopped)
            throws CannotReachException, InterruptedException {
        long ended = System.nanoTime();
        var after = new StartedAgain(stopped, watcher.getMachine(drilled));
        while (!after.isDecided() && within(patience.toStart(), ended)) {
            Thread.sleep(LOOK_MILLIS);
            after = new StartedAgain(stopped, watcher.getMachine(drilled));
        }
        return after;
    }

    private static boolean within(Duration limit, long since) {
        return System.nanoTime() - since < limit.toNanos();
    }

    private int refuse(Machine drilled, JsonNode missing) {
        System.err.printf("pool: %s is not drilled:%n", drilled.name());
        missing.forEach(reason -> System.err.println("  - " + reason.asText()));
        if (json) {
            System.out.println(EventCodec.json()
                    .createObjectNode()
                    .put("machine", drilled.name())
                    .set("missing", missing));
        }
        return ExitCode.SOMETHING_IS_WRONG;
    }
}
