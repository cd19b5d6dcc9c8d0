package io.dbcpool.watcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With real processes that look like QEMU: a copy of {@code sleep} would not take {@code -uuid}, so a shell plays it.
 */
class LinuxProcessesTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private static final long TICK_NANOS = 10_000_000;

    @TempDir
    Path folder;

    private final LinuxProcesses processes = new LinuxProcesses();
    private final UUID uuid = UUID.randomUUID();
    private Process process;

    @BeforeEach
    void startWhatLooksLikeQemu() throws IOException {
        Path qemu = Files.createSymbolicLink(folder.resolve("qemu-system-x86_64"), Path.of("/bin/sh"));
        process = new ProcessBuilder(
                        List.of(qemu.toString(), "-c", "while :; do read -r line; done", "-uuid", uuid.toString()))
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
    }

    @AfterEach
    void endIt() {
        process.destroyForcibly();
    }

    @Test
    void findsTheProcessByTheUuidInItsCommandLine() {
        assertThat(processes.findQemu(uuid)).map(QemuProcess::pid).contains((int) process.pid());
        assertThat(processes.findQemu(UUID.randomUUID())).isEmpty();
    }

    /** The kernel counts from the host's start, as Java's clock does on Linux. */
    @Test
    void knowsWhenItStartedOnTheClockThatDeadlinesAreKeptIn() throws IOException {
        long before = System.nanoTime();
        endIt();
        Files.delete(folder.resolve("qemu-system-x86_64"));
        startWhatLooksLikeQemu();
        long after = System.nanoTime();

        var startedAt = processes.findQemu(uuid).orElseThrow().startedAt().nanos();
        assertThat(startedAt).isBetween(before - TICK_NANOS, after);
    }

    @Test
    void seesItEndWhoeverCollectsIt() throws Exception {
        var found = processes.findQemu(uuid).orElseThrow();
        try (var grip = processes.grip(found).orElseThrow()) {
            assertThat(grip.awaitEnd(Duration.ofMillis(1))).isFalse();

            grip.send(EndSignal.KILL);

            assertThat(grip.awaitEnd(SOON)).isTrue();
            grip.send(EndSignal.KILL); // gone already: a success
        }
        assertThat(processes.findQemu(uuid)).isEmpty();
    }

    @Test
    void doesNotTakeHoldOfAnotherProcessWithThatPid() {
        var found = processes.findQemu(uuid).orElseThrow();

        assertThat(processes.grip(new QemuProcess(found.pid(), found.startTicks() + 1, uuid)))
                .isEmpty();
        assertThat(processes.grip(new QemuProcess(found.pid(), found.startTicks(), UUID.randomUUID())))
                .isEmpty();
    }

    @Test
    void anEndedOneIsGoneAndOneThatRunsIsNot() throws Exception {
        var found = processes.findQemu(uuid).orElseThrow();
        assertThat(processes.isGone(found)).isFalse();
        assertThat(processes.isGone(new QemuProcess(found.pid(), found.startTicks() + 1, uuid)))
                .isTrue();

        process.destroyForcibly().waitFor();
        assertThat(processes.isGone(found)).isTrue();
    }

    /** As with hidepid, or where another's processes may not be seen. */
    @Test
    void oneThatIsHiddenIsNotGone() throws Exception {
        var found = processes.findQemu(uuid).orElseThrow();
        var blind = new LinuxProcesses(folder, folder);

        assertThat(blind.isGone(found)).isFalse();
        assertThatThrownBy(() -> blind.findQemu(uuid)).isInstanceOf(ProcessLookException.class);

        process.destroyForcibly().waitFor();
        assertThat(blind.isGone(found)).isTrue();
    }

    @Test
    void provesThatTheLastStepCouldBeTakenWithoutTakingIt() {
        var found = processes.findQemu(uuid).orElseThrow();

        assertThat(processes.findObstacle(found)).isEmpty();
        assertThat(process.isAlive()).isTrue();
        assertThat(processes.listDevices(found)).contains(List.of());
    }
}
