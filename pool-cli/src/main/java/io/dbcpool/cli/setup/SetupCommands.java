package io.dbcpool.cli.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.cli.host.HostOptions;
import io.dbcpool.cli.watcher.Question;
import io.dbcpool.cli.watcher.Watcher;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.events.EventCodec;
import io.dbcpool.host.check.CheckList;
import io.dbcpool.host.linux.HostEditor;
import io.dbcpool.host.linux.LinuxHost;
import io.dbcpool.host.linux.SetupJournal;
import io.dbcpool.host.linux.TimedProbe;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.run.Examination;
import io.dbcpool.host.run.PoolScope;
import io.dbcpool.host.setup.SetupPlan;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import io.dbcpool.hypervisor.libvirt.DomainInspector;
import io.dbcpool.hypervisor.ownership.OwnDomains;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts right what the doctor finds wrong, as far as a program may. */
@Command(
        name = "setup",
        description =
                "Put right what ./pool doctor finds wrong: a plan as a diff, its carrying out, and back. No disk is "
                        + "ever formatted.",
        footer = {"", "Examples:", "  ./pool setup plan", "  ./pool setup apply", "  ./pool setup undo"})
public final class SetupCommands {

    private static final Duration LIMIT = Duration.ofSeconds(16);

    private static final Path DEFAULT_STATE = Path.of("/var/lib/dbc-pool");

    @Mixin
    private HostOptions options = new HostOptions();

    private final Clock clock = Clock.systemUTC();

    @Command(
            name = "plan",
            description = "What would be done. Changes nothing; exit code 1 if there is something to do.")
    int plan(@Option(names = "--json", description = "As one line of JSON.") boolean json)
            throws PoolFileException, InterruptedException, JsonProcessingException {
        var plan = makePlan();
        if (json) {
            System.out.println(EventCodec.json().writeValueAsString(plan));
        } else {
            show(plan);
        }
        return plan.isEmpty() ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
    }

    @Command(
            name = "apply",
            description = "Do it, after a question. Each file is kept as it was; after a reboot, run it again.")
    int apply(@Option(names = "--yes", description = "Do not ask.") boolean yes)
            throws PoolFileException, InterruptedException, IOException {
        var plan = makePlan();
        show(plan);
        if (plan.isEmpty()) {
            return ExitCode.GOOD;
        }
        if (!PoolScope.isRoot()) {
            System.err.println("pool: only root may do that; nothing was done");
            return ExitCode.CANNOT_REACH;
        }
        if (!yes && !Question.isAnsweredYes("Do it? A machine that is rented should be left alone.")) {
            System.err.println("pool: nothing was done");
            return ExitCode.SOMETHING_IS_WRONG;
        }
        var failure = editor().apply(plan);
        if (failure.isPresent()) {
            System.err.println("pool: " + failure.get());
            System.err.println("pool: what was done until then: ./pool setup undo takes it back");
            return ExitCode.SOMETHING_IS_WRONG;
        }
        return verify();
    }

    /** Looks again: what is left is for a reboot or a person. */
    private int verify() throws PoolFileException, InterruptedException {
        var left = makePlan();
        System.out.println();
        System.out.println(
                left.isEmpty() ? "Looked again: nothing is left to do by a program." : "Looked again. Left:");
        show(left);
        return left.isEmpty() ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
    }

    @Command(name = "undo", description = "Take back all that apply has done since the last undo.")
    int undo(@Option(names = "--yes", description = "Do not ask.") boolean yes)
            throws PoolFileException, InterruptedException, IOException {
        var entries = SetupJournal.in(state()).read();
        if (entries.isEmpty()) {
            System.out.println("There is nothing to undo.");
            return ExitCode.GOOD;
        }
        entries.forEach(entry -> System.out.println(entry.path()
                .map(path -> "file  " + path)
                .orElseGet(() -> "ran   " + String.join(" ", entry.command()))));
        if (!yes && !Question.isAnsweredYes("Take these back, the last first?")) {
            System.err.println("pool: nothing was done");
            return ExitCode.SOMETHING_IS_WRONG;
        }
        var faults = editor().undo(String.valueOf(clock.instant().getEpochSecond()));
        faults.forEach(fault -> System.err.println("pool: " + fault));
        return faults.isEmpty() ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
    }

    @Command(
            name = "verify-gpu",
            description =
                    "Steps L and M of the guide: starts DBC's check_env, says how to run the tests in the guest, keeps "
                            + "their result, cleans up. Refused while the machine is rented.")
    int verifyGpu(
            @Option(names = "--check-env", required = true, paramLabel = "FILE", description = "DBC's check_env.")
                    Path checkEnv,
            @Option(
                            names = "--summary",
                            paramLabel = "FILE",
                            description = "What pytest said, instead of asking for it.")
                    @Nullable
                    Path summary)
            throws PoolFileException, CannotReachException, InterruptedException, IOException {
        var pool = options.pool()
                .orElseThrow(() -> new PoolFileException("wanted a pool.yaml here or --config FILE, found none"));
        var machine = options.machine(pool);
        if (!Files.isExecutable(checkEnv)) {
            System.err.printf("pool: wanted DBC's check_env, found no program at %s%n", checkEnv);
            return ExitCode.CANNOT_REACH;
        }
        var belief = belief(pool, machine);
        var reason = Tenants.findReasonToWait(belief, active(machine), new OwnDomains(machine.ownDomains()));
        if (reason.isPresent()) {
            System.err.println("pool: refused: " + reason.get());
            return ExitCode.SOMETHING_IS_WRONG;
        }
        if (belief.filter("free"::equals).isEmpty()
                && !Question.isAnsweredYes(
                        "The watcher cannot say that the machine is free. Is it, for the next 30 min?")) {
            return ExitCode.SOMETHING_IS_WRONG;
        }
        var results = pool.stateDir().resolve("node-agent").resolve("gpu-tests");
        var trial = new GpuTrial(checkEnv.toAbsolutePath(), results, System.out, address -> said(summary));
        return trial.run(clock.instant().truncatedTo(ChronoUnit.SECONDS)) ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
    }

    private static Optional<String> belief(PoolConfig pool, Machine machine) throws InterruptedException {
        try {
            return Optional.of(new Watcher(pool)
                    .getMachine(machine)
                    .path("belief")
                    .path("state")
                    .asText("unknown"));
        } catch (CannotReachException e) {
            return Optional.empty();
        }
    }

    private static List<DomainDefinition> active(Machine machine) throws CannotReachException {
        try (var inspector = DomainInspector.open(machine.libvirt())) {
            var definitions = new ArrayList<DomainDefinition>();
            for (DomainSnapshot domain : inspector.list()) {
                if (domain.isActive()) {
                    inspector.find(domain.uuid()).ifPresent(found -> definitions.add(found.definition()));
                }
            }
            return definitions;
        } catch (HypervisorUnavailableException e) {
            throw new CannotReachException("libvirt: " + e.reason());
        }
    }

    private static String said(@Nullable Path summary) throws IOException {
        if (summary != null) {
            return Files.readString(summary);
        }
        System.err.print("When it has ended, its last line (such as: 18 passed in 600.00s): ");
        System.err.flush();
        var answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        return Objects.requireNonNullElse(answer, "");
    }

    private SetupPlan makePlan() throws PoolFileException, InterruptedException {
        try (var linux = new LinuxHost(options.hostRoot());
                var probe = new TimedProbe(linux)) {
            var host = new Host(options.scope(), probe);
            return SetupPlan.of(host, Examination.of(host, CheckList.all(), LIMIT));
        }
    }

    private static void show(SetupPlan plan) {
        List<String> lines = plan.lines();
        lines.forEach(System.out::println);
        if (plan.isEmpty() && plan.byHand().isEmpty()) {
            System.out.println("There is nothing to do.");
        }
    }

    private HostEditor editor() throws PoolFileException {
        return new HostEditor(
                options.hostRoot(),
                SetupJournal.in(state()),
                HostEditor.programs(options.hostRoot()),
                System.out::println);
    }

    private Path state() throws PoolFileException {
        return options.pool().map(PoolConfig::stateDir).orElse(DEFAULT_STATE);
    }
}
