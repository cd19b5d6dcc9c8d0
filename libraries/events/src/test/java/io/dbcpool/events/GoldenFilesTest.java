package io.dbcpool.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.values.BlockNumber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What we write stays what it was, byte for byte, and is read back as what it was. */
class GoldenFilesTest {

    @ParameterizedTest
    @MethodSource("files")
    void aRecordIsWrittenAsItsFileSays(GoldenFile file) {
        var written = EventCodec.encode(record(file));

        assertThat(new String(written.value(), StandardCharsets.UTF_8)).isEqualTo(file.value());
        assertThat(List.copyOf(written.headers().entrySet()))
                .isEqualTo(List.copyOf(file.headers().entrySet()));
        assertThat(written.key()).isEqualTo(file.key());
        assertThat(written.topic()).isEqualTo(file.topic());
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileIsReadBackAsItsRecord(GoldenFile file) {
        assertThat(file.decode(file.value())).isEqualTo(new Decoded.Read(record(file)));
    }

    @Test
    void everyRecordHasAFileAndEveryFileARecord() {
        assertThat(files())
                .extracting(GoldenFile::name)
                .containsExactlyInAnyOrderElementsOf(GoldenRecords.all().keySet());
    }

    @Test
    void everyKindOfEventHasAFileAndEveryTopic() {
        var records = GoldenRecords.all().values().stream().map(Envelope::event).toList();

        assertThat(records.stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(PoolEvent.class.getPermittedSubclasses());
        assertThat(records.stream().map(PoolEvent::topic).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Topic.values());
    }

    @Test
    void everyTypeThatAnEventCanHaveIsFoundByItsTopic() {
        for (NodeRental.Kind kind : NodeRental.Kind.values()) {
            var event = new NodeRental(GoldenRecords.MACHINE, kind, Optional.empty(), "", Instant.EPOCH);
            assertThat(EventTypes.find("dbc.node.rentals", event.type())).contains(NodeRental.class);
        }
        for (ChainRental.Kind kind : ChainRental.Kind.values()) {
            var event = new ChainRental(
                    GoldenRecords.MACHINE,
                    kind,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    new BlockNumber(1),
                    "0x00",
                    Instant.EPOCH,
                    ChainRental.Finality.BEST_BLOCK,
                    Instant.EPOCH,
                    false);
            assertThat(EventTypes.find("dbc.chain.rentals", event.type())).contains(ChainRental.class);
        }
    }

    static List<GoldenFile> files() {
        return GoldenFile.list();
    }

    private static Envelope record(GoldenFile file) {
        return Objects.requireNonNull(GoldenRecords.all().get(file.name()), file.name());
    }
}
