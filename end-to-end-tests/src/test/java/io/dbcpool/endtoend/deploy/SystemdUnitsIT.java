package io.dbcpool.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbcpool.endtoend.pool.CellParts;
import io.dbcpool.endtoend.pool.Seat;
import io.dbcpool.endtoend.pool.ServiceAlone;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The units of {@code deploy/systemd}, and what the watcher tells whoever has started it. */
@Timeout(120)
class SystemdUnitsIT {

    /** Stands for systemd: prints what comes to its socket, a line for each part. */
    private static final String LISTENER = """
            import socket, sys
            ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            ear.bind(sys.argv[1])
            print("bound", flush=True)
            while True:
                print(ear.recv(4096).decode(), flush=True)
            """;

    /**
     * In tenths of systemd's points, of which 100 is the worst. What the watcher has more, its capabilities, it needs.
     */
    @ParameterizedTest
    @CsvSource({"dbcpool-rental-watcher, 26", "dbcpool-node-agent, 23"})
    void aUnitIsHeldIn(String unit, int mostPoints) throws Exception {
        assumeTrue(Command.exists("systemd-analyze"), "no systemd-analyze is here; on Debian: apt-get install systemd");

        Command.run(
                        "systemd-analyze",
                        "security",
                        "--offline=true",
                        "--threshold=" + mostPoints,
                        "deploy/systemd/%s.service".formatted(unit))
                .succeeds();
    }

    @Test
    void theWatcherTellsSystemdThatItIsReadyAndThatItLives(@TempDir Path folder) throws Exception {
        assumeTrue(Command.exists("python3"), "no python3 is here");
        Path socket = folder.resolve("notify");
        Path heard = folder.resolve("heard");
        var file = CellParts.poolFile(
                folder, "127.0.0.1:1", List.of(Seat.of(1, URI.create("qemu+tcp://127.0.0.1:1/system"))));
        var listener = new ProcessBuilder("python3", "-c", LISTENER, socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(heard.toFile())
                .start();
        try {
            await("somebody listens", heard, "bound");
            try (var watcher = ServiceAlone.start(
                    "rental-watcher", file.path(), "/q/health/live", Map.of("NOTIFY_SOCKET", socket.toString()))) {
                await("it is ready, although no libvirt answers", heard, "READY=1\nSTATUS=guarding 1 machines");
                await("it lives on", heard, "WATCHDOG=1\nWATCHDOG=1\nWATCHDOG=1");
                assertThat(watcher.threads()).isPositive();
            }
            await("and ends", heard, "STOPPING=1");
        } finally {
            listener.destroyForcibly();
        }
    }

    private static void await(String what, Path heard, String wanted) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.readString(heard).contains(wanted));
    }
}
