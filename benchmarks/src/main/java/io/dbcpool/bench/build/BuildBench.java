package io.dbcpool.bench.build;

import io.dbcpool.bench.BenchException;
import io.dbcpool.bench.MeasuredBench;
import io.dbcpool.bench.Table;
import io.dbcpool.bench.build.TestReports.TestClass;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.pool.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./pool bench build}: by itself it only reads what the last tests of this clone left; what builds does so in a
 * clone of the last commit, because nobody may build under programs that run.
 */
@Command(
        name = "build",
        description = {
            "What the tests of this clone took when they last ran, the slowest first. With --loop, in a fresh clone of the last",
            "commit: a first build, one with nothing changed, and the tests of one module. With --whole, there too, all of",
            "./pool test, which takes 20 to 40 minutes."
        },
        mixinStandardHelpOptions = true)
public final class BuildBench extends MeasuredBench {

    private static final double LOOP_SECONDS = 30;
    private static final double WHOLE_SECONDS = 20 * 60.0;

    @Option(names = "--slowest", defaultValue = "20", description = "test classes that are shown (${DEFAULT-VALUE})")
    private int slowest;

    @Option(names = "--loop", description = "builds, and tests a module, in a fresh clone; takes minutes")
    private boolean loop;

    @Option(
            names = "--module",
            defaultValue = "rental-watcher",
            description = "whose tests a developer waits for (${DEFAULT-VALUE})")
    private String module = "";

    @Option(names = "--whole", description = "./pool test in a fresh clone; takes 20 to 40 minutes")
    private boolean whole;

    @Override
    protected List<Table> measure() throws CannotReachException, IOException {
        Path home = Installation.find().home();
        var tables = new ArrayList<Table>();
        Path reports = home;
        Path folder = Files.createTempDirectory("dbcpool-build");
        try {
            if (loop || whole) {
                Path clone = folder.resolve("clone");
                new CommandRun(home, "git clone", "git", "clone", "--quiet", home.toString(), clone.toString())
                        .seconds();
                tables.add(timed(clone));
                reports = whole ? clone : home;
            }
            var classes = TestReports.read(reports);
            tables.add(modules(classes));
            tables.add(slowest(classes));
            return tables;
        } finally {
            delete(folder);
        }
    }

    private Table timed(Path clone) throws IOException {
        var rows = new ArrayList<List<String>>();
        var aims = new ArrayList<Table.Aim>();
        if (loop) {
            double first = build(clone);
            double again = build(clone);
            double tests = new CommandRun(
                            clone,
                            "the tests of " + module,
                            "./mvnw",
                            "-o",
                            "-q",
                            "-B",
                            "-ntp",
                            "-pl",
                            module,
                            "-am",
                            "-DskipITs",
                            "-Dspotless.check.skip=true",
                            "-Dsurefire.failIfNoSpecifiedTests=false",
                            "-Dtest=" + testsOf(clone.resolve(module)),
                            "test")
                    .seconds();
            rows.add(List.of("a first build, without tests", seconds(first)));
            rows.add(List.of("the same with nothing changed", seconds(again)));
            rows.add(List.of("the fast tests of " + module, seconds(tests)));
            aims.add(aim("a developer waits", Math.max(again, tests), LOOP_SECONDS));
        }
        if (whole) {
            double all = new CommandRun(clone, "./pool test", "./pool", "test").seconds();
            rows.add(List.of("./pool test", seconds(all)));
            aims.add(aim("./pool test takes", all, WHOLE_SECONDS));
        }
        return new Table("In a fresh clone of the last commit", List.of("", "s"), rows, aims);
    }

    private static double build(Path clone) {
        return new CommandRun(
                        clone,
                        "a build",
                        "./mvnw",
                        "-o",
                        "-q",
                        "-B",
                        "-ntp",
                        "-Dmaven.test.skip=true",
                        "-Dspotless.check.skip=true",
                        "package")
                .seconds();
    }

    private static String testsOf(Path module) throws IOException {
        try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.joining(","));
        }
    }

    private static Table.Aim aim(String what, double found, double wanted) {
        return new Table.Aim(
                String.format(Locale.ROOT, "%s %.0f s, wanted %.0f", what, found, wanted), found <= wanted);
    }

    private Table modules(List<TestClass> classes) {
        Map<String, List<TestClass>> byModule = new LinkedHashMap<>();
        classes.forEach(one -> byModule.computeIfAbsent(one.module(), name -> new ArrayList<>())
                .add(one));
        var rows = byModule.entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> -sum(entry.getValue())))
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .collect(Collectors.toCollection(ArrayList::new));
        rows.add(row("all", classes));
        return new Table(
                "Test classes, by what their last run took" + (whole ? "" : " in this clone, whenever that was"),
                List.of("", "classes", "tests", "s"),
                rows,
                List.of());
    }

    private static List<String> row(String name, List<TestClass> classes) {
        return List.of(
                name,
                Integer.toString(classes.size()),
                Integer.toString(classes.stream().mapToInt(TestClass::tests).sum()),
                seconds(sum(classes)));
    }

    private static double sum(List<TestClass> classes) {
        return classes.stream().mapToDouble(TestClass::seconds).sum();
    }

    private Table slowest(List<TestClass> classes) {
        return new Table(
                "The %d slowest; --loop and --whole time the build itself".formatted(slowest),
                List.of("", "tests", "s", "module"),
                classes.stream()
                        .limit(slowest)
                        .map(one -> List.of(
                                one.simpleName(), Integer.toString(one.tests()), seconds(one.seconds()), one.module()))
                        .toList(),
                List.of());
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** A command of which only the time is wanted, and what it said where it failed. */
    private record CommandRun(Path folder, String name, List<String> command) {

        private static final int SHOWN = 2_000;

        CommandRun(Path folder, String name, String... command) {
            this(folder, name, List.of(command));
        }

        double seconds() {
            System.err.println("bench: " + name);
            long begun = System.nanoTime();
            try {
                Path log = Files.createTempFile("dbcpool-build", ".log");
                var process = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
                int code = process.waitFor();
                double took = (System.nanoTime() - begun) / 1e9;
                if (code != 0) {
                    String said = Files.readString(log);
                    throw new BenchException("%s ended with %d, its log is %s: %s"
                            .formatted(name, code, log, said.substring(Math.max(0, said.length() - SHOWN))));
                }
                Files.delete(log);
                return took;
            } catch (IOException e) {
                throw new BenchException("cannot run " + command.get(0), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchException("interrupted", e);
            }
        }
    }
}
