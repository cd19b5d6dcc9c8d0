package io.dbcpool.cli.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.cli.process.ProcessSpec;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PoolPlanTest {

    private static final PoolPlan PLAN = new PoolPlan(
            new Installation(Path.of("/opt/pool folder"), Path.of("/jdk/bin/java")),
            Path.of("/etc/pool.yaml"),
            Path.of("/var/lib/pool"),
            new HttpPorts(18_080));

    @Test
    void watcherStartsFirst() {
        assertThat(PLAN.services(List.of()))
                .extracting(ProcessSpec::name)
                .containsExactly("rental-watcher", "broadcast-listener", "node-agent", "chain-bridge", "pool-console");
    }

    @Test
    void serviceFindsItsFileItsPortAndItsMachines() {
        var watcher = PLAN.services(List.of("gpu-01", "gpu-02")).get(0);

        assertThat(watcher.environment())
                .isEqualTo(Map.of(
                        "DBCPOOL_CONFIG", "/etc/pool.yaml",
                        "DBCPOOL_MACHINES", "gpu-01,gpu-02",
                        "QUARKUS_HTTP_PORT", "18082"));
        assertThat(watcher.readyPage()).contains(URI.create("http://127.0.0.1:18082/q/health/ready"));
        assertThat(watcher.command())
                .containsSubsequence("/jdk/bin/java")
                .endsWith("-jar", "/opt/pool folder/rental-watcher/target/quarkus-app/quarkus-run.jar");
    }

    @Test
    void machinesAreLeftToTheEnvironmentWhenNoneAreNamed() {
        assertThat(PLAN.services(List.of()))
                .allSatisfy(service -> assertThat(service.environment()).doesNotContainKey("DBCPOOL_MACHINES"));
    }

    @Test
    void whoeverMayGivesTheWatcherAndTheListenerPreference() {
        assertThat(Preference.over(List.of("/jdk/bin/java", "-jar")))
                .containsExactly("/usr/bin/nice", "-n", "-10", "/jdk/bin/java", "-jar");
        assertThat(PLAN.services(List.of()).subList(2, 5))
                .allSatisfy(service -> assertThat(service.command()).startsWith("/jdk/bin/java"));
    }

    @Test
    void brokerEndsLastAndNeedsNoPage() {
        var broker = broker();

        assertThat(broker.endsLast()).isTrue();
        assertThat(broker.readyPage()).isEqualTo(Optional.empty());
        assertThat(broker.command()).endsWith("/var/lib/pool/kafka", "127.0.0.1:9092");
    }

    /** Whoever looks for a process by name, to kill it in a test or by hand, finds that one only. */
    @Test
    void commandLineHasTheNameOfItsProcessAndOfNoOther() {
        var specs = Stream.concat(PLAN.services(List.of()).stream(), Stream.of(broker()))
                .toList();

        assertThat(specs)
                .allSatisfy(spec -> assertThat(specs.stream()
                                .map(ProcessSpec::name)
                                .filter(String.join(" ", spec.command())::contains))
                        .containsExactly(spec.name()));
    }

    private static ProcessSpec broker() {
        return PLAN.broker(InetSocketAddress.createUnresolved("127.0.0.1", 9092));
    }
}
