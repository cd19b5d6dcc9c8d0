package io.dbcpool.watcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbcpool.events.ReleaseProof.State;
import io.dbcpool.events.ReleaseProof.Thing;
import io.dbcpool.watcher.release.Holdings;
import io.dbcpool.watcher.release.Release;
import io.dbcpool.watcher.release.ReleaseRule;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * With device nodes made for the test, which are {@code /dev/null} under the names of a GPU's, and a process that looks
 * like QEMU and holds them. No GPU has ever been near this. Making nodes takes CAP_MKNOD.
 */
class DeviceReleaseTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final LinuxProcesses processes = new LinuxProcesses();
    private final UUID uuid = UUID.randomUUID();
    private static final Path GROUPS = Path.of("/dev/vfio");
    private static final Path DEVICES = GROUPS.resolve("devices");

    private final Path group = GROUPS.resolve("9" + ProcessHandle.current().pid());
    private final Path device =
            DEVICES.resolve("vfio9" + ProcessHandle.current().pid());
    private Process qemu;

    @BeforeEach
    void startOneThatHoldsThem() throws Exception {
        Files.createDirectories(DEVICES);
        assumeTrue(makeNode(group) && makeNode(device), "no CAP_MKNOD");
        Path shell = Files.createSymbolicLink(folder.resolve("qemu-system-x86_64"), Path.of("/bin/sh"));
        qemu = new ProcessBuilder(List.of(
                        shell.toString(),
                        "-c",
                        "exec 7<%s 8<%s; while read -r line; do %s & echo $!; done"
                                .formatted(group, device, "sleep 600 7<&- >/dev/null"),
                        "-uuid",
                        uuid.toString()))
                .start();
        var found = process();
        await("it holds both devices")
                .until(() ->
                        processes.findHoldings(found).devices().orElseThrow().size() == 2);
    }

    private static boolean makeNode(Path node) throws Exception {
        var made = new ProcessBuilder("mknod", node.toString(), "c", "1", "3").start();
        return made.waitFor() == 0;
    }

    @AfterEach
    void clean() throws IOException {
        if (qemu != null) {
            qemu.destroyForcibly();
        }
        Files.deleteIfExists(group);
        Files.deleteIfExists(device);
        // Also the folders, if nothing else is in them.
        DEVICES.toFile().delete();
        GROUPS.toFile().delete();
    }

    private QemuProcess process() {
        return processes.findQemu(uuid).orElseThrow();
    }

    @Test
    void whatItHoldsIsSeen() {
        assertThat(processes.findHoldings(process()).devices()).contains(List.of(group.toString(), device.toString()));
    }

    @Test
    void itsEndFreesThem() throws Exception {
        var found = process();
        var held = processes.findHoldings(found);
        end(found);

        assertThat(processes.isGone(found)).isTrue();
        assertThat(state(judge(found, held))).isEqualTo(State.RELEASED);
        assertThat(processes.isGone(found)).isTrue();
    }

    /** QEMU is gone, and what it has started keeps the GPU: nobody else can have it. */
    @Test
    void whatItLeavesBehindHoldsThemOn() throws Exception {
        var found = process();
        var held = processes.findHoldings(found);
        qemu.outputWriter().write("\n");
        qemu.outputWriter().flush();
        long child = Long.parseLong(qemu.inputReader().readLine());
        end(found);

        var release = judge(found, held);
        assertThat(state(release)).isEqualTo(State.STILL_HELD);
        assertThat(release.isFree()).isFalse();
        assertThat(release.findHeld()).get().asString().contains(device + " by process " + child + " (sleep)");

        ProcessHandle.of(child).orElseThrow().destroyForcibly();
        await("nobody holds them").until(() -> judge(found, held).isFree());
        assertThat(state(judge(found, held))).isEqualTo(State.RELEASED);
    }

    private void end(QemuProcess found) throws Exception {
        try (var grip = processes.grip(found).orElseThrow()) {
            grip.send(EndSignal.KILL);
            assertThat(grip.awaitEnd(SOON)).isTrue();
        }
    }

    private Release judge(QemuProcess ended, Holdings held) {
        return ReleaseRule.judge(ended.toString(), uuid, held, readable().findLeftovers(ended, held));
    }

    /** Of a host on which every process's files may be read; where a test runs, some may not. */
    private LinuxProcesses readable() {
        try {
            Path proc = Files.createTempDirectory(folder, "proc");
            try (var all = Files.list(Path.of("/proc"))) {
                for (Path one : all.filter(entry -> isReadable(entry)).toList()) {
                    Files.createSymbolicLink(proc.resolve(one.getFileName().toString()), one);
                }
            }
            return new LinuxProcesses(proc, Path.of("/sys"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isReadable(Path entry) {
        return entry.getFileName().toString().matches("[0-9]+")
                && new ProcFs(Path.of("/proc"))
                        .listDevices(Integer.parseInt(entry.getFileName().toString()))
                        .isPresent();
    }

    private static State state(Release release) {
        return release.things().stream()
                .filter(seen -> seen.thing() == Thing.DEVICES)
                .findFirst()
                .orElseThrow()
                .state();
    }
}
