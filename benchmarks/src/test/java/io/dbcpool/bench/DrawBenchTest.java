package io.dbcpool.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.events.EventCodec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From what the benches print. */
class DrawBenchTest {

    private static final Host HOST = new Host(2, "a processor", "a kernel", "a jdk", "0 0 0");

    @Test
    void aVacatesComparisonsAreBars() throws Exception {
        var report = new Report(
                HOST,
                "0 0 0",
                List.of(new Comparison(
                        "QEMU & co",
                        List.of(),
                        List.of(
                                Comparison.Row.of("virsh destroy", List.of(287_000_000L)),
                                Comparison.Row.of("rental-watcher", List.of(219_000_000L))))));

        assertThat(DrawBench.svg(tree(report.json())))
                .startsWith("<svg")
                .contains(">QEMU &amp; co<", ">virsh destroy<", ">287 / 287<", ">rental-watcher<", ">219 / 219<");
    }

    @Test
    void sizesOfAPoolAreLines() throws Exception {
        var head = List.of("machines", "last released ms", "processor s", "ms a machine", "resident MiB");
        var figures = Figures.of(
                HOST,
                List.of(new Table(
                        "soft phase 5 s",
                        head,
                        List.of(
                                List.of("10", "5268", "0.03", "3.3", "150"),
                                List.of("1000", "5300", "3.3", "3.3", "250")),
                        List.of())));

        assertThat(DrawBench.svg(tree(figures.json())))
                .contains(">soft phase 5 s<", ">machines<", "<polyline", "stroke-dasharray");
    }

    @Test
    void ofAnythingElseItSaysWhatItWanted() {
        assertThatThrownBy(() -> DrawBench.svg(tree("{}")))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("bench vacate");
    }

    private static JsonNode tree(String json) throws Exception {
        return EventCodec.json().readTree(json);
    }
}
