package io.dbcpool.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.endtoend.pool.FreePorts;
import io.dbcpool.endtoend.pool.PoolCommand;
import io.dbcpool.endtoend.pool.ServiceAlone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./pool log} beside each service, which runs with nothing around it. */
@Timeout(120)
class LogLevelIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String LOGGER = "org.apache.kafka.clients.NetworkClient";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"broadcast-listener", "rental-watcher", "node-agent", "chain-bridge", "pool-console"})
    void aServiceLogsMoreForAsLongAsItIsToldTo(String service) throws Exception {
        Path file = Files.writeString(
                folder.resolve("pool.yaml"), """
                pool:
                  name: levels
                  state-dir: %s
                  kafka: { bootstrap-servers: "127.0.0.1:1" }
                  broadcast: { bind: "127.0.0.1:%d", canary: off }
                  machines:
                    - id: 8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48
                      name: gpu-01
                      libvirt: qemu+tcp://127.0.0.1:1/system
                      own-domains: [owner-vm-1]
                """.formatted(folder.resolve("state"), FreePorts.ofBroadcasts()));
        Path log = folder.resolve(service + ".log");
        try (var running = ServiceAlone.start(service, file, "/q/metrics")) {
            assertThat(log).content().doesNotContain("DEBUG");
            assertThat(pool("log", service, LOGGER, "DEBUG").exitCode()).isZero();
            running.awaitAnswer("/q/metrics");
            Awaitility.await()
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThat(log)
                            .content()
                            .contains("log level changed logger=" + LOGGER)
                            .containsPattern("DEBUG.*NetworkClient"));
            assertThat(pool("log", service).output()).contains(LOGGER + " DEBUG until");

            assertThat(pool("log", service, LOGGER, "reset").exitCode()).isZero();
            Awaitility.await()
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThat(log).content().contains("log level as before logger=" + LOGGER));
        }
        assertThat(pool("log", service, LOGGER, "LOUD"))
                .satisfies(ended -> assertThat(ended.exitCode()).isEqualTo(2))
                .satisfies(ended -> assertThat(ended.output()).contains("wanted a level, one of TRACE"));
    }

    private PoolCommand.Ended pool(String... arguments) throws Exception {
        return PoolCommand.run(folder, arguments);
    }
}
