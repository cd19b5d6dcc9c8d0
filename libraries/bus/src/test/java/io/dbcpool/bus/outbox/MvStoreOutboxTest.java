package io.dbcpool.bus.outbox;

import static io.dbcpool.bus.outbox.OutboxContractTest.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MvStoreOutboxTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    /** Of an MVStore file: two headers of one block each, then chunks. */
    private static final int BLOCK = 4096;

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void whatIsLeftIsThereForTheNextProcessInOrder() {
        try (var outbox = open()) {
            for (int n = 0; n < 2_500; n++) {
                long position = outbox.append(record(String.valueOf(n)), NOON);
                if (n % 5 != 0) {
                    outbox.remove(position);
                }
            }
        }
        try (var outbox = open()) {
            outbox.append(record("new"), NOON.plusSeconds(60));

            var left = new ArrayList<>(
                    IntStream.range(0, 500).mapToObj(n -> String.valueOf(n * 5)).toList());
            left.add("new");
            assertThat(keys(outbox)).isEqualTo(left);
            assertThat(outbox.oldest()).contains(NOON);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    took ms | worked ms | rest ms | why
                    1       | 1         | 19      | a turn is 20 ms
                    20      | 1         | 4       | a slow disk is no work
                    20      | 20        | 80      | a fifth of one processor
                    900     | 900       | 200     | what is told has to be on disk some time
                    """, delimiter = '|', useHeadersInDisplayName = true)
    void theWriterRestsFourTimesAsLongAsItWorked(long took, long worked, long rest, String why) {
        assertThat(MvStoreOutbox.restNanos(millis(took), millis(worked)))
                .as(why)
                .isEqualTo(millis(rest));
    }

    private static long millis(long count) {
        return Duration.ofMillis(count).toNanos();
    }

    @Test
    void aRecordIsOnDiskSoonAfterItWasTold() {
        try (var outbox = open()) {
            outbox.append(record("1"), NOON);

            await().atMost(LIMIT).until(() -> outbox.size().inMemoryOnly() == 0);
            assertThat(outbox.size().records()).isEqualTo(1);
        }
    }

    @Test
    void whatWasSentNoLongerCountsAgainstTheLimitHoweverLargeTheFileIs() {
        try (var outbox = open()) {
            var positions = IntStream.range(0, 5_000)
                    .mapToObj(n -> outbox.append(record(String.valueOf(n)), NOON))
                    .toList();
            await().atMost(LIMIT).until(() -> outbox.size().inMemoryOnly() == 0);
            assertThat(outbox.size().bytes()).isBetween(5_000L * 30, 5_000L * 100);

            positions.subList(1, 5_000).forEach(outbox::remove);

            // Counted without a lock, it may be a batch off while one is taken out.
            await().atMost(LIMIT)
                    .until(() -> outbox.size().bytes() < 100 && outbox.size().records() == 1);
        }
    }

    @Test
    void whatWasAcknowledgedDoesNotComeBackEvenFromAProcessThatWasKilled() throws Exception {
        var copy = folder.resolve("copy");
        try (var outbox = open()) {
            long acknowledged = outbox.append(record("acknowledged"), NOON);
            outbox.append(record("waiting"), NOON);
            outbox.remove(acknowledged);
            // A copy of the file at this moment is what a killed process leaves.
            await().atMost(LIMIT).untilAsserted(() -> {
                Files.createDirectories(copy);
                Files.deleteIfExists(copy.resolve("outbox.mv"));
                Files.copy(folder.resolve("outbox.mv"), copy.resolve("outbox.mv"));
                try (var next = MvStoreOutbox.open(copy, InstantSource.system())) {
                    assertThat(keys(next)).containsExactly("waiting");
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "H:2,block:4,blockSize:1000", "this is no store"})
    void aFileThatIsNoStoreIsMovedAsideAndANewOneBegun(String start) throws Exception {
        byte[] garbage = new byte[20_000];
        new Random(7).nextBytes(garbage);
        System.arraycopy(start.getBytes(StandardCharsets.UTF_8), 0, garbage, 0, start.length());
        Files.write(folder.resolve("outbox.mv"), garbage);

        try (var outbox = open()) {
            outbox.append(record("1"), NOON);

            await().atMost(LIMIT).until(() -> outbox.size().inMemoryOnly() == 0);
            assertThat(outbox.corruptFiles()).isEqualTo(1);
            assertThat(keys(outbox)).containsExactly("1");
            try (var files = Files.list(folder)) {
                assertThat(files.filter(file -> file.getFileName().toString().startsWith("outbox.mv.corrupt-")))
                        .singleElement()
                        .satisfies(file -> assertThat(Files.readAllBytes(file)).isEqualTo(garbage));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFileThatIsDamagedBehindItsHeaderIsMovedAside(boolean lastChunkIsWhole) throws Exception {
        try (var outbox = open()) {
            IntStream.range(0, 5_000).forEach(n -> outbox.append(record(String.valueOf(n)), NOON));
        }
        byte[] file = Files.readAllBytes(folder.resolve("outbox.mv"));
        int end = lastChunkIsWhole ? lastChunk(file) : file.length;
        byte[] garbage = new byte[end - 2 * BLOCK];
        new Random(7).nextBytes(garbage);
        System.arraycopy(garbage, 0, file, 2 * BLOCK, garbage.length);
        Files.write(folder.resolve("outbox.mv"), file);

        try (var outbox = open()) {
            outbox.append(record("new"), NOON);

            await().atMost(LIMIT).until(() -> keys(outbox).equals(List.of("new")));
            await().atMost(LIMIT).until(() -> outbox.corruptFiles() == 1);
            await().atMost(LIMIT).until(() -> outbox.size().inMemoryOnly() == 0);
        }
    }

    private static int lastChunk(byte[] file) {
        return IntStream.rangeClosed(1, file.length / BLOCK)
                .map(fromEnd -> file.length - fromEnd * BLOCK)
                .filter(at -> new String(file, at, 6, StandardCharsets.US_ASCII).equals("chunk:"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFileThatAnotherProcessHasIsWaitedForAndNotMoved() {
        try (var second = openWhileAnotherHasIt()) {
            await().atMost(LIMIT).until(() -> second.size().inMemoryOnly() == 0);

            assertThat(keys(second)).containsExactly("of the first", "of the second");
            assertThat(second.corruptFiles()).isZero();
        }
    }

    private MvStoreOutbox openWhileAnotherHasIt() {
        try (var first = open()) {
            first.append(record("of the first"), NOON);
            var second = open();
            second.append(record("of the second"), NOON);
            assertThat(keys(second)).containsExactly("of the second");
            return second;
        }
    }

    @Test
    void readersAndWritersOnManyThreadsLoseNothingAndSeeNothingTwice() throws Exception {
        int writers = 4;
        int each = 2_000;
        var seen = Collections.synchronizedList(new ArrayList<Long>());
        try (var outbox = open()) {
            var threads = IntStream.range(0, writers)
                    .mapToObj(writer -> new Thread(() ->
                            IntStream.range(0, each).forEach(n -> outbox.append(record(writer + "-" + n), NOON))))
                    .toList();
            threads.forEach(Thread::start);
            await().atMost(LIMIT).until(() -> {
                // From the front each time: what was acknowledged must not be seen again, wherever the writer is.
                outbox.readAfter(Outbox.FRONT, 1_000).forEach(entry -> {
                    seen.add(entry.position());
                    outbox.remove(entry.position());
                });
                return seen.size() >= writers * each;
            });
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(seen).doesNotHaveDuplicates().isSorted().hasSize(writers * each);
            assertThat(keys(outbox)).isEmpty();
        }
    }

    private MvStoreOutbox open() {
        return MvStoreOutbox.open(folder, InstantSource.system());
    }

    private static List<String> keys(Outbox outbox) {
        return outbox.readAfter(Outbox.FRONT, 10_000).stream()
                .map(entry -> new String(entry.record().key(), StandardCharsets.UTF_8))
                .toList();
    }
}
