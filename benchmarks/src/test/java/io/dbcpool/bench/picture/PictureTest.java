package io.dbcpool.bench.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bench.picture.Panel.Band;
import io.dbcpool.bench.picture.Panel.Point;
import io.dbcpool.bench.picture.Panel.Series;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class PictureTest {

    private static final Panel PANEL = Panel.of(
                    "latency, ms",
                    List.of(
                            new Series("ours & theirs", true, List.of(new Point(0, 1), new Point(10, 100))),
                            new Series("none yet", true, List.of())))
            .inDecades()
            .withLimit(1_000)
            .withBands(List.of(new Band("killed", 1, 2), new Band("killed", 5, 6), new Band("stopped", 8, 9)));

    @Test
    void aPictureIsWellFormedAndNamesWhatItShows() throws Exception {
        String svg = new Picture("a <title>", "minutes", false, List.of(PANEL)).svg();

        var parsed = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(parsed.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("a <title>");
        assertThat(svg).contains("ours &amp; theirs", ">latency, ms<", ">minutes<", ">1,000<");
        // A colour for each name, and its name once.
        assertThat(svg.split(">killed<", -1)).hasSize(2);
    }

    @Test
    void placesOnAnAxis() {
        assertThat(new Scale(0, 10, false).place(5)).isEqualTo(0.5);
        assertThat(new Scale(1, 100, true).place(10)).isEqualTo(0.5);
        assertThat(new Scale(0, 10, false).place(11)).isEqualTo(1);
        assertThat(Scale.decades(3, 200)).isEqualTo(new Scale(1, 1_000, true));
        assertThat(Scale.upTo(0)).isEqualTo(new Scale(0, 1, false));
    }

    @Test
    void ticksAreRoundNumbers() {
        assertThat(new Scale(0, 31, false).ticks()).containsExactly(0.0, 10.0, 20.0, 30.0);
        assertThat(new Scale(1, 1_000, true).ticks()).containsExactly(1.0, 10.0, 100.0, 1_000.0);
        assertThat(Scale.text(2.50)).isEqualTo("2.5");
        assertThat(Scale.text(20)).isEqualTo("20");
        assertThat(Scale.text(12_000)).isEqualTo("12,000");
    }
}
