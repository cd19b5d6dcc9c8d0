package io.dbcpool.bus.outbox;

import static io.dbcpool.bus.outbox.OutboxContractTest.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxFileTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    /** Of the topic t, the key "old", one header h that says "1", and the value "v": as version 1 wrote it. */
    private static final byte[] OF_VERSION_1 = HexFormat.of()
            .parseHex("01" + "0006545a3a9e9000" + "000174" + "00000003" + "6f6c64" + "00000001" + "000168" + "00000001"
                    + "31" + "00000001" + "76");

    @TempDir
    Path folder;

    @Test
    void whatAnOlderProgramWroteIsSentFirst() throws Exception {
        try (var store = new MVStore.Builder().fileName(path().toString()).open()) {
            store.<Long, byte[]>openMap("outbox").put(7L, OF_VERSION_1);
        }
        var file = OutboxFile.open(path());

        assertThat(file.records()).isEqualTo(1);
        assertThat(file.lastPosition()).isEqualTo(7);
        file.write(entries(8, 10));
        var read = file.readAfter(Outbox.FRONT, 9, position -> true);
        assertThat(read.stream().map(OutboxEntry::position)).containsExactly(7L, 8L, 9L);
        assertThat(read.get(0).record().key()).isEqualTo("old".getBytes(StandardCharsets.UTF_8));
        assertThat(read.get(0).record().headers()).containsExactly(OutgoingRecord.Header.of("h", "1"));
        file.remove(List.of(7L));
        assertThat(file.records()).isEqualTo(2);
        file.close();
    }

    @Test
    void whatIsLeftOfAPackStaysAndIsCounted() throws Exception {
        var file = OutboxFile.open(path());
        file.write(entries(1_000, 1_250));
        assertThat(file.records()).isEqualTo(250);
        long whole = file.bytes();

        file.remove(
                LongStream.range(1_000, 1_250).filter(n -> n % 50 != 7).boxed().toList());
        assertThat(file.readAfter(Outbox.FRONT, 99, position -> true).stream().map(OutboxEntry::position))
                .containsExactly(1_007L, 1_057L, 1_107L, 1_157L, 1_207L);
        assertThat(file.records()).isEqualTo(5);
        assertThat(file.bytes()).isLessThan(whole / 10);
        file.close();

        file = OutboxFile.open(path());
        assertThat(file.records()).isEqualTo(5);
        assertThat(file.lastPosition()).isEqualTo(1_207);
        file.remove(List.of(1_007L, 1_057L, 1_107L, 1_157L, 1_207L, 4_711L));
        assertThat(file.records()).isZero();
        assertThat(file.bytes()).isZero();
        assertThat(file.readAfter(Outbox.FRONT, 99, position -> true)).isEmpty();
        file.close();
    }

    @Test
    void readsOnInTheMiddleOfAPack() throws Exception {
        var file = OutboxFile.open(path());
        file.write(entries(1_000, 1_250));

        assertThat(file.readAfter(1_098, 4, position -> position != 1_100).stream()
                        .map(OutboxEntry::position))
                .containsExactly(1_099L, 1_101L, 1_102L, 1_103L);
        assertThat(file.readAfter(1_249, 4, position -> true)).isEmpty();
        file.close();
    }

    @Test
    void bytesThatAreNoPackAreNoneAtAnyLength() {
        byte[] pack = EntryPack.all(entries(1, 4)).get(0).bytes();
        for (int length = 0; length < pack.length; length++) {
            var cut = EntryPack.read(1, Arrays.copyOf(pack, length));
            if (cut.isPresent()) {
                assertThat(read(cut.get())).as("cut to %d bytes", length).isLessThan(3);
            }
        }
        assertThat(EntryPack.read(1, pack).map(OutboxFileTest::read)).contains(3);
    }

    private static int read(EntryPack pack) {
        var entries = new ArrayList<OutboxEntry>();
        pack.addTo(entries, Outbox.FRONT, 99, position -> true);
        return entries.size();
    }

    private Path path() {
        return folder.resolve("outbox.mv");
    }

    private static List<OutboxEntry> entries(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(n -> new OutboxEntry(n, NOON, record(String.valueOf(n))))
                .toList();
    }
}
