package io.dbcpool.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With processes of the shell, which start in milliseconds. */
class SupervisorTest {

    private final RecordedOutput output = new RecordedOutput();
    private final ExecutorService threads = Executors.newSingleThreadExecutor();

    @TempDir
    private Path folder;

    private RunFiles runFiles = new RunFiles(Path.of(""));

    @BeforeEach
    void inAFolderOfItsOwn() {
        runFiles = new RunFiles(folder);
    }

    @AfterEach
    void noThreadStays() {
        threads.shutdownNow();
    }

    @Test
    void processThatIsKilledIsBackWithinASecond() throws Exception {
        var supervisor = supervise(shell("steady", "echo started; exec sleep 1000"));
        var run = run(supervisor);
        await().until(() -> output.lines().contains("steady: started"));

        kill("steady");

        await().atMost(Duration.ofSeconds(1))
                .until(() -> output.lines().stream()
                                .filter("steady: started"::equals)
                                .count()
                        == 2);
        assertThat(output.said())
                .anyMatch(line -> line.matches("pool: steady died after .* s, by SIGKILL; restarting it now"));
        supervisor.stop();
        assertThat(run.get()).isEqualTo(ExitCode.GOOD);
    }

    @Test
    void processThatIsHeldDownComesBackWhenItIsLetUp() throws Exception {
        var supervisor = supervise(shell("steady", "echo started; exec sleep 1000"));
        var run = run(supervisor);
        await().until(() -> output.lines().contains("steady: started"));

        supervisor.holdDown("steady");
        await().until(() -> output.said().stream().anyMatch(line -> line.endsWith("by SIGKILL; it is held down")));
        await().during(Duration.ofMillis(300))
                .until(() -> output.lines().stream()
                                .filter("steady: started"::equals)
                                .count()
                        == 1);
        supervisor.letUp("steady");

        await().until(() ->
                output.lines().stream().filter("steady: started"::equals).count() == 2);
        supervisor.stop();
        assertThat(run.get()).isEqualTo(ExitCode.GOOD);
    }

    @Test
    void processThatCannotUseItsConfigurationEndsThemAll() throws Exception {
        var run = run(supervise(shell("steady", "exec sleep 1000"), shell("picky", "echo 'no such key'; exit 2")));

        assertThat(run.get()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(output.said()).contains("pool stopped");
        assertThat(runFiles.findLeftovers()).isEmpty();
    }

    @Test
    void lastToEndSeesTheOthersGone() throws Exception {
        var trace = folder.resolve("trace");
        var last = new ProcessSpec(
                "last", shell("last", sayOnTerm("last", trace)).command(), Map.of(), "last", Optional.empty(), true);
        var supervisor = supervise(last, shell("first", sayOnTerm("first", trace)));
        var run = run(supervisor);
        await().until(() -> output.lines().containsAll(List.of("first: up", "last: up")));

        supervisor.stop();

        assertThat(run.get()).isEqualTo(ExitCode.GOOD);
        assertThat(Files.readAllLines(trace)).containsExactly("first", "last");
    }

    @Test
    void lastWordsOfAProcessAreHeard() throws Exception {
        var supervisor =
                supervise(shell("polite", "trap 'echo goodbye; exit 0' TERM; echo up; while :; do sleep 0.01; done"));
        var run = run(supervisor);
        await().until(() -> output.lines().contains("polite: up"));

        supervisor.stop();

        assertThat(run.get()).isEqualTo(ExitCode.GOOD);
        await().until(() -> output.lines().contains("polite: goodbye"));
    }

    @Test
    void whatAKilledSupervisorLeftIsEndedFirst() throws Exception {
        var orphan = new ProcessBuilder("sleep", "1001").start();
        runFiles.write("steady", ProcessIdentity.find(orphan.pid(), "1001").orElseThrow());

        var supervisor = supervise(shell("steady", "echo started; exec sleep 1000"));
        var run = run(supervisor);
        await().until(() -> output.lines().contains("steady: started"));

        assertThat(orphan.isAlive()).isFalse();
        supervisor.stop();
        assertThat(run.get()).isEqualTo(ExitCode.GOOD);
    }

    @Test
    void processThatOnlyHasAnOldOnesNumberIsLeftAlone() throws Exception {
        var stranger = new ProcessBuilder("sleep", "1002").start();
        var found = ProcessIdentity.find(stranger.pid(), "1002").orElseThrow();
        runFiles.write("steady", new ProcessIdentity(found.pid(), found.startTicks() - 1, "1002"));
        runFiles.write("other", new ProcessIdentity(found.pid(), found.startTicks(), "another command"));

        assertThat(runFiles.findLeftovers()).isEmpty();
        stranger.destroyForcibly();
    }

    @Test
    void stateFolderHasOneSupervisorAtATime() throws Exception {
        var first = runFiles.tryLock();

        assertThat(first).isPresent();
        assertThat(new RunFiles(folder).tryLock()).isEmpty();
        first.orElseThrow().acquiredBy().close();
        var second = runFiles.tryLock();
        assertThat(second).isPresent();
        second.orElseThrow().acquiredBy().close();
    }

    private Supervisor supervise(ProcessSpec... specs) {
        return new Supervisor(List.of(specs), folder, runFiles, output, Duration.ZERO);
    }

    private CompletableFuture<Integer> run(Supervisor supervisor) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return supervisor.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
    }

    private void kill(String name) throws Exception {
        for (var process : runFiles.findLeftovers().entrySet()) {
            if (process.getKey().equals(name)) {
                ProcessHandle.of(process.getValue().pid()).orElseThrow().destroyForcibly();
            }
        }
    }

    private static ProcessSpec shell(String name, String script) {
        return new ProcessSpec(
                name,
                List.of("/bin/sh", "-c", script),
                Map.of(),
                script.contains("1000") ? "1000" : "sh",
                Optional.empty(),
                false);
    }

    private static String sayOnTerm(String name, Path trace) {
        return "trap 'echo %s >>%s; exit 0' TERM; echo up; while :; do sleep 0.01; done".formatted(name, trace);
    }
}
