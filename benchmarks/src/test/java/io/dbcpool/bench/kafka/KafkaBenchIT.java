package io.dbcpool.bench.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bench.Ground;
import io.dbcpool.cli.pool.Installation;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the bench measures; what it measures is no matter of a test. */
@Timeout(180)
class KafkaBenchIT {

    @ParameterizedTest(name = "{0} brokers")
    @ValueSource(ints = {1, 3})
    void eachRecordIsReadOnce(int brokers) throws Exception {
        var home = Path.of("..").toAbsolutePath().normalize();
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        try (var ground = Ground.open(new Installation(home, java));
                var cluster = Cluster.start(ground, brokers);
                var way = Way.open(cluster.bootstrapServers(), ground.makeFolder("outbox"))) {
            assertThat(way.latencies(50, 500).nanos()).hasSize(50).allMatch(nanos -> nanos > 0);
            assertThat(way.recordsASecond(200)).isPositive();
        }
    }
}
