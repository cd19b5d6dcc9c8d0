package io.dbcpool.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.endtoend.pool.FreePorts;
import io.dbcpool.endtoend.pool.ServiceAlone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each service is asked once, with nothing around it: no Kafka, no libvirt, no chain node that answers. */
@Timeout(240)
class MetricsPageIT {

    private static final List<String> SERVICES =
            List.of("broadcast-listener", "rental-watcher", "node-agent", "chain-bridge", "pool-console");

    /** With -Ddbcpool.write-pages=true it writes the page instead. */
    @Test
    void thePageSaysWhatTheServicesShow(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("pool.yaml"), """
                pool:
                  name: metrics
                  state-dir: ./state
                  kafka: { bootstrap-servers: "127.0.0.1:1" }
                  chain: { endpoints: ["ws://127.0.0.1:1"] }
                  broadcast: { bind: "127.0.0.1:%d", canary: off }
                  machines:
                    - id: 8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48
                      name: gpu-01
                      libvirt: qemu+tcp://127.0.0.1:1/system
                      own-domains: [owner-vm-1]
                """.formatted(FreePorts.ofBroadcasts()));
        var shown = new ArrayList<Metric>();
        for (String service : SERVICES) {
            try (var running = ServiceAlone.start(service, file, "/q/metrics")) {
                shown.addAll(Metric.read(service, running.text("/q/metrics")));
            }
        }

        var metrics = MetricsPage.merged(shown);

        assertThat(metrics)
                .allSatisfy(
                        metric -> assertThat(metric.meaning()).as(metric.name()).isNotBlank());
        String page = MetricsPage.text(metrics);
        if (Boolean.getBoolean("dbcpool.write-pages")) {
            Files.writeString(MetricsPage.FILE, page);
        }
        assertThat(MetricsPage.FILE).content().isEqualTo(page);
    }
}
