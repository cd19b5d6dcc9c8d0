package io.dbcpool.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.cli.host.HostOptions;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.host.check.CheckList;
import io.dbcpool.host.check.HostCheck;
import io.dbcpool.host.check.Step;
import io.dbcpool.host.linux.LinuxHost;
import io.dbcpool.host.linux.TimedProbe;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.Scope;
import io.dbcpool.host.record.RecordFile;
import io.dbcpool.host.run.Examination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks this host against the whole of the guide, and against what the pool needs. Changes nothing. */
@Command(
        name = "doctor",
        description = "Is this host set up right? Exit code 1 if something is wrong, 3 if nothing could be told.",
        footer = {
            "",
            "Examples:",
            "  ./pool doctor",
            "  ./pool doctor --only A,ours",
            "  ./pool doctor --explain iommu-groups",
            "  ./pool doctor --json | jq ."
        })
public final class DoctorCommand implements Callable<Integer> {

    /** With starting the JVM and showing the list, 20 s in all. */
    private static final Duration LIMIT = Duration.ofSeconds(16);

    @Mixin
    private HostOptions options = new HostOptions();

    @Option(names = "--json", description = "As one line of JSON.")
    private boolean json;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "STEP",
            description = "Only these steps of the guide, such as A,G; 'ours' is what the pool needs.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--explain", paramLabel = "CHECK", description = "All about one check, by its id.")
    private @Nullable String explain;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Also keep what the host answered, without secrets; names and addresses are in it.")
    private @Nullable Path record;

    /** What {@code --json} prints. */
    private record Json(Instant checkedAt, List<Check> checks) {}

    @Override
    public Integer call() throws PoolFileException, InterruptedException, JsonProcessingException {
        List<HostCheck> chosen;
        try {
            chosen = chosen();
        } catch (IllegalArgumentException e) {
            System.err.println("pool: " + e.getMessage());
            return ExitCode.WRONG_USAGE;
        }
        Scope scope = options.scope();
        try (var host = new LinuxHost(options.hostRoot());
                var probe = new TimedProbe(host)) {
            var report = new DoctorReport(Examination.of(new Host(scope, probe), chosen, LIMIT));
            show(report, scope);
            return record == null || keep(record, RecordFile.write(probe.record(scope)))
                    ? report.exitCode()
                    : ExitCode.CANNOT_REACH;
        }
    }

    private List<HostCheck> chosen() {
        if (explain != null) {
            return List.of(CheckList.find(explain)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "no check '%s'; ./pool doctor lists them".formatted(explain))));
        }
        var steps = new ArrayList<Step>();
        for (String word : only) {
            steps.add(Step.find(word)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "--only: wanted steps A to O (there is no H) or 'ours', found '%s'".formatted(word))));
        }
        return CheckList.all().stream()
                .filter(check -> steps.isEmpty() || steps.contains(check.step()))
                .toList();
    }

    private void show(DoctorReport report, Scope scope) throws JsonProcessingException {
        if (json) {
            System.out.println(EventCodec.json().writeValueAsString(new Json(scope.at(), report.checks())));
        } else if (explain != null) {
            report.checks().forEach(check -> DoctorReport.explain(check).forEach(System.out::println));
        } else {
            report.lines(System.getenv("DBCPOOL_COLOURED") != null, scope.root())
                    .forEach(System.out::println);
        }
    }

    private static boolean keep(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
            System.err.println("pool: what the host answered is in " + file);
            return true;
        } catch (IOException e) {
            System.err.printf("pool: the record was not written to %s: %s%n", file, e);
            return false;
        }
    }
}
