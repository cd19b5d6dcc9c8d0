package io.dbcpool.bus.outbox;

import static io.dbcpool.bus.outbox.OutboxContractTest.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the disk is read: an outbox file that counts. */
class KeptOutboxTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path folder;

    private int reads;

    @Test
    void whatWasJustWrittenIsSentWithoutTheDisk() {
        try (var outbox = open()) {
            var positions = append(outbox, RecentlyWritten.MOST);
            outbox.workAt(0);
            assertThat(outbox.size().inMemoryOnly()).isZero();

            assertThat(keys(outbox.readAfter(positions.get(9), 3))).containsExactly("10", "11", "12");
            outbox.remove(positions.get(11));
            assertThat(keys(outbox.readAfter(positions.get(9), 3))).containsExactly("10", "12", "13");
            assertThat(reads).isZero();
        }
    }

    @Test
    void moreThanIsRememberedIsReadFromTheDisk() {
        int more = RecentlyWritten.MOST + 100;
        try (var outbox = open()) {
            var positions = append(outbox, more);
            outbox.workAt(0);

            assertThat(keys(outbox.readAfter(Outbox.FRONT, more)))
                    .isEqualTo(
                            IntStream.range(0, more).mapToObj(String::valueOf).toList());
            assertThat(reads).isEqualTo(1);
            assertThat(keys(outbox.readAfter(positions.get(97), 2))).containsExactly("98", "99");
            assertThat(reads).isEqualTo(1);
            assertThat(keys(outbox.readAfter(positions.get(RecentlyWritten.MOST - 1), 2)))
                    .containsExactly(String.valueOf(RecentlyWritten.MOST), String.valueOf(RecentlyWritten.MOST + 1));
            assertThat(reads).isEqualTo(2);
        }
    }

    /** Else a sender that is once behind reads the disk for good. */
    @Test
    void whoHasSentAllThatWasRememberedNeedsNoDiskForWhatIsWrittenThen() {
        try (var outbox = open()) {
            var positions = append(outbox, RecentlyWritten.MOST + 100);
            outbox.workAt(0);
            positions.forEach(outbox::remove);
            outbox.append(record("then"), NOON);
            outbox.append(record("later"), NOON);
            outbox.workAt(0);

            long last = positions.get(positions.size() - 1);
            assertThat(keys(outbox.readAfter(last, 9))).containsExactly("then", "later");
            assertThat(reads).isZero();
        }
    }

    /** A reader that goes on as a sender does finds each record once and in order, wherever the record is. */
    @Test
    void whereverARecordIsItIsFound() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int history = 0; history < 200; history++) {
            wherever(random, "seed " + seed + " history " + history, folder.resolve(history + ".mv"));
        }
    }

    private void wherever(Random random, String which, Path file) {
        var model = new TreeMap<Long, String>();
        long sent = Outbox.FRONT;
        try (var outbox = new KeptOutbox(new CountingPlace(OutboxFile.at(file)), () -> NOON, 0, () -> {}, 5)) {
            for (int step = 0; step < 60; step++) {
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        for (int n = random.nextInt(6); n > 0; n--) {
                            String key = String.valueOf(model.size());
                            model.put(outbox.append(record(key), NOON), key);
                        }
                    }
                    case 2 -> outbox.workAt(0);
                    case 3 -> {
                        int limit = 1 + random.nextInt(8);
                        var read = outbox.readAfter(sent, limit);
                        assertThat(read.stream().map(OutboxEntry::position))
                                .as(which)
                                .containsExactlyElementsOf(model.tailMap(sent, false).keySet().stream()
                                        .limit(limit)
                                        .toList());
                        sent = read.isEmpty() ? sent : read.get(read.size() - 1).position();
                    }
                    default -> {
                        var acknowledged = model.headMap(sent, true).keySet().stream()
                                .filter(position -> random.nextInt(3) > 0)
                                .toList();
                        acknowledged.forEach(position -> {
                            outbox.remove(position);
                            model.remove(position);
                        });
                    }
                }
                if (random.nextInt(10) == 0) {
                    sent = Outbox.FRONT;
                }
            }
        }
    }

    @Test
    void whatAnEarlierProcessLeftIsReadFromTheDiskAndComesFirst() {
        try (var outbox = open()) {
            append(outbox, 2);
        }
        try (var outbox = open()) {
            outbox.append(record("new"), NOON);
            outbox.workAt(0);

            assertThat(keys(outbox.readAfter(Outbox.FRONT, 9))).containsExactly("0", "1", "new");
            assertThat(reads).isEqualTo(1);
        }
    }

    @Test
    void whatKafkaHasIsNotRememberedThoughItWasBeingWritten() {
        try (var outbox = open()) {
            var positions = append(outbox, 3);
            duringWrite = () -> outbox.remove(positions.get(1));
            outbox.workAt(0);

            assertThat(keys(outbox.readAfter(Outbox.FRONT, 9))).containsExactly("0", "2");
            assertThat(keys(outbox.readAfter(positions.get(0), 9))).containsExactly("2");
        }
    }

    private Runnable duringWrite = () -> {};

    private KeptOutbox open() {
        return new KeptOutbox(new CountingPlace(OutboxFile.at(folder.resolve("outbox.mv"))), () -> NOON, 0, () -> {});
    }

    private static List<Long> append(KeptOutbox outbox, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> outbox.append(record(String.valueOf(n)), NOON))
                .toList();
    }

    private static List<String> keys(List<OutboxEntry> entries) {
        return entries.stream()
                .map(entry -> new String(entry.record().key(), StandardCharsets.UTF_8))
                .toList();
    }

    private final class CountingPlace implements OutboxDisk.Place {
        private final OutboxDisk.Place place;

        private CountingPlace(OutboxDisk.Place place) {
            this.place = place;
        }

        @Override
        public OutboxDisk open() throws IOException {
            return new CountingDisk(place.open());
        }

        @Override
        public boolean isCorrupt(RuntimeException failure) {
            return place.isCorrupt(failure);
        }

        @Override
        public String moveAside(Instant at) throws IOException {
            return place.moveAside(at);
        }
    }

    private final class CountingDisk implements OutboxDisk {
        private final OutboxDisk disk;

        private CountingDisk(OutboxDisk disk) {
            this.disk = disk;
        }

        @Override
        public void write(List<OutboxEntry> entries) {
            disk.write(entries);
            duringWrite.run();
        }

        @Override
        public void remove(Collection<Long> positions) {
            disk.remove(positions);
        }

        @Override
        public List<OutboxEntry> readAfter(long position, int limit, LongPredicate wanted) {
            reads++;
            return disk.readAfter(position, limit, wanted);
        }

        @Override
        public long lastPosition() {
            return disk.lastPosition();
        }

        @Override
        public long records() {
            return disk.records();
        }

        @Override
        public long bytes() {
            return disk.bytes();
        }

        @Override
        public void close() {
            disk.close();
        }

        @Override
        public void abandon() {
            disk.abandon();
        }
    }
}
