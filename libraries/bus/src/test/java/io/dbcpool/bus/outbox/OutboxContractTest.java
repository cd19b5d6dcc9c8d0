package io.dbcpool.bus.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bus.outbox.OutgoingRecord.Header;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every outbox promises. */
class OutboxContractTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Nested
    class OfMemory extends Contract {
        @Override
        Outbox open() {
            return new MemoryOutbox();
        }
    }

    @Nested
    class OnDisk extends Contract {
        @TempDir
        Path folder;

        @Override
        Outbox open() {
            return MvStoreOutbox.open(folder, InstantSource.system());
        }
    }

    @Nested
    class WithoutADisk extends Contract {
        @TempDir
        Path folder;

        @Override
        Outbox open() throws Exception {
            Files.writeString(folder.resolve("no-folder"), "a file");
            return MvStoreOutbox.open(folder.resolve("no-folder"), InstantSource.system());
        }
    }

    abstract static class Contract {

        private Outbox outbox;

        abstract Outbox open() throws Exception;

        @BeforeEach
        void openIt() throws Exception {
            outbox = open();
        }

        @AfterEach
        void closeIt() {
            outbox.close();
        }

        @Test
        void givesBackWhatWasTold_InOrder() {
            long first = outbox.append(record("1"), NOON);
            long second = outbox.append(record("2"), NOON.plusSeconds(1));

            assertThat(outbox.readAfter(Outbox.FRONT, 10))
                    .containsExactly(
                            new OutboxEntry(first, NOON, record("1")),
                            new OutboxEntry(second, NOON.plusSeconds(1), record("2")));
        }

        @Test
        void readsOnBehindAPosition_UpToALimit() {
            long first = outbox.append(record("1"), NOON);
            outbox.append(record("2"), NOON);
            outbox.append(record("3"), NOON);

            assertThat(outbox.readAfter(first, 1))
                    .extracting(OutboxEntry::record)
                    .containsExactly(record("2"));
            assertThat(outbox.readAfter(first, 10)).hasSize(2);
        }

        @Test
        void givesBackNothingThatWasRemoved() {
            long first = outbox.append(record("1"), NOON);
            long second = outbox.append(record("2"), NOON.plusSeconds(1));
            outbox.remove(first);

            assertThat(outbox.readAfter(Outbox.FRONT, 10))
                    .extracting(OutboxEntry::position)
                    .containsExactly(second);
            assertThat(outbox.oldest()).contains(NOON.plusSeconds(1));
        }

        @Test
        void isEmptyWhenEverythingWasRemoved() {
            outbox.remove(outbox.append(record("1"), NOON));
            outbox.remove(4711);

            assertThat(outbox.readAfter(Outbox.FRONT, 10)).isEmpty();
            assertThat(outbox.oldest()).isEqualTo(Optional.empty());
        }

        @Test
        @SuppressWarnings("NullAway") // it cannot see in a class file that the record's components may be null
        void keepsNullsAndBytesThatAreNoText() {
            var odd = new OutgoingRecord(
                    "t", null, List.of(new Header("h", null), new Header("h", new byte[] {-1, 0})), null);
            outbox.append(odd, NOON);

            assertThat(outbox.readAfter(Outbox.FRONT, 1))
                    .extracting(OutboxEntry::record)
                    .containsExactly(odd);
        }
    }

    static OutgoingRecord record(String key) {
        return new OutgoingRecord("t", key.getBytes(StandardCharsets.UTF_8), List.of(), new byte[10]);
    }
}
