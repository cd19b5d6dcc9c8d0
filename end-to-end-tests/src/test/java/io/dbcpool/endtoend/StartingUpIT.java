package io.dbcpool.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.endtoend.pool.OperatedPool;
import io.dbcpool.endtoend.pool.PoolCommand;
import io.dbcpool.endtoend.pool.PoolFileText;
import io.dbcpool.endtoend.pool.Seat;
import io.dbcpool.endtoend.pool.TellOnFailure;
import io.dbcpool.parts.kafka.BrokerProcess;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the operator is told when a pool cannot start, or cannot start yet. */
@ExtendWith(TellOnFailure.class)
@Timeout(180)
class StartingUpIT {

    @Test
    void aPoolFileThatCannotBeUsedIsOneMessageAndExitCodeTwo(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("pool.yaml"), """
                pool:
                  name: end-to-end
                  watcher: { dead-line: 10s }
                  machines:
                    - { id: e2e, name: gpu-01 }
                """);

        var ended = PoolCommand.run(folder, "up");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output())
                .contains("pool.yaml", "dead-line", "deadline", "64 hex digits", "e2e")
                .doesNotContain("\tat ", "Exception", "pool ready");
    }

    @Test
    void budgetsThatDoNotFitAreSaidEachAndNothingIsStarted(@TempDir Path folder) throws Exception {
        writePoolFile(folder, "watcher: { soft: 8s, term: 7s, deadline: 8s }");

        var ended = PoolCommand.run(folder, "up");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output())
                .contains("term: wanted at most 6s, which is deadline - 2s, found 7s")
                .contains("soft: wanted at most 7s, which is term, found 8s")
                .doesNotContain("\tat ", "Exception", "pool ready");
    }

    @Test
    void aStateFolderThatCannotBeWrittenIsOneMessageAndExitCodeOne(@TempDir Path folder) throws Exception {
        writePoolFile(folder, "state-dir: ./state");
        Files.writeString(folder.resolve("state"), "this is a file");

        var ended = PoolCommand.run(folder, "up");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output().lines())
                .hasSize(1)
                .first()
                .asString()
                .contains("wanted to write in the state folder", "/state");
    }

    private static void writePoolFile(Path folder, String line) throws Exception {
        Files.writeString(folder.resolve("pool.yaml"), """
                pool:
                  name: end-to-end
                  %s
                  machines:
                    - { id: %064x, name: gpu-01, libvirt: "qemu+tcp://127.0.0.1:1/system", own-domains: [a] }
                """.formatted(line, 1));
    }

    @Test
    void aPoolFileThatIsNotThereIsOneMessageAndExitCodeTwo(@TempDir Path folder) throws Exception {
        var ended = PoolCommand.run(folder, "up", "-c", "no-such.yaml");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output().lines()).hasSize(1).first().asString().contains("no-such.yaml");
    }

    @Test
    void aLibvirtThatIsAwayAtStartIsSaidAndConnectedWhenItComes() throws Exception {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "pools").toAbsolutePath()), "starting-");
        int libvirtPort = freePort();
        var seat = Seat.of(1, URI.create("qemu+tcp://127.0.0.1:%d/system".formatted(libvirtPort)));
        try (var broker = BrokerProcess.start(folder.resolve("kafka"));
                var pool = OperatedPool.up(
                        PoolFileText.of(broker.bootstrapServers(), List.of(seat)), folder.resolve("pool"))) {
            pool.awaitLine(line -> line.startsWith("pool not ready: ") && line.contains("rental-watcher"));
            assertThat(pool.output()).doesNotContain("pool ready");

            try (var libvirtd = LoopbackLibvirtd.start(folder.resolve("libvirt"), libvirtPort)) {
                pool.awaitLine("pool ready"::equals);
                assertThat(libvirtd.port()).isEqualTo(libvirtPort);
            }
        }
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
