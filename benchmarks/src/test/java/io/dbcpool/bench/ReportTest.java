package io.dbcpool.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dbcpool.bench.Comparison.Aim;
import io.dbcpool.bench.Comparison.Row;
import io.dbcpool.events.EventCodec;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Host HOST = new Host(2, "some processor", "Linux 6.1", "some JVM 17", "0.10 0.20 0.30");

    private static final Report REPORT = new Report(
            HOST,
            "1.10 0.50 0.40",
            List.of(new Comparison(
                    "title",
                    List.of(),
                    List.of(
                            Row.of("script", List.of(2_000_000L)),
                            Row.of("ours", List.of(3_000_000L)).withAim(Aim.ratio(50, 2))))));

    @Test
    void saysTheMachineFirst() {
        assertThat(REPORT.text()).startsWith("""
                Linux 6.1
                2 cores of some processor, some JVM 17
                load average 0.10 0.20 0.30 before, 1.10 0.50 0.40 after

                title
                """);
    }

    @Test
    void isOneLineOfJsonWithEveryRound() throws JsonProcessingException {
        String json = REPORT.json();

        assertThat(json).doesNotContain("\n");
        var ours = EventCodec.json().readTree(json).at("/comparisons/0/rows/1");
        assertThat(ours.path("name").asText()).isEqualTo("ours");
        assertThat(ours.path("p50Millis").asDouble()).isEqualTo(3.0);
        assertThat(ours.path("p50Ratio").asDouble()).isEqualTo(1.5);
        assertThat(ours.path("roundMicros").toString()).isEqualTo("[3000]");
        assertThat(REPORT.meetsItsAims()).isTrue();
    }

    @Test
    void readsThisMachine() {
        var host = Host.read();
        assertThat(host.cores()).isPositive();
        assertThat(host.kernel()).startsWith("Linux");
        assertThat(host.loadAverages()).matches("[0-9.]+ [0-9.]+ [0-9.]+");
    }
}
