package io.dbcpool.bus.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.BroadcastRejected;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboxLimitsTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // records, of them in memory only, bytes; then: a change of word, a repeat, a rejection
        "      0,            0,          0,   true,   true,     true",
        " 999999,            0,          0,   true,   true,     true",
        "1000000,            0,          0,   true,  false,    false",
        "      9,            0, 1073741823,   true,   true,     true",
        "      9,            0, 1073741824,   true,  false,    false",
        "   9999,         9999,          0,   true,   true,     true",
        "  10000,        10000,          0,   true,  false,    false",
        "  19999,        19999,          0,   true,  false,    false",
        "  20000,        20000,          0,  false,  false,    false",
    })
    void whatAFullOutboxStillTakes(
            long records, long inMemoryOnly, long bytes, boolean change, boolean repeat, boolean rejected) {
        var size = new OutboxSize(records, inMemoryOnly, bytes);
        assertThat(OutboxLimits.DEFAULT.takes(heard(1), size)).isEqualTo(change);
        assertThat(OutboxLimits.DEFAULT.takes(heard(2), size)).isEqualTo(repeat);
        assertThat(OutboxLimits.DEFAULT.takes(rejected(), size)).isEqualTo(rejected);
        assertThat(OutboxLimits.DEFAULT.takesExpendable(size)).isEqualTo(rejected);
    }

    private static PoolEvent heard(long count) {
        return new BroadcastHeard(
                new MachineId("0".repeat(64)), Word.RENTING, "192.0.2.11:55555", NOON, count, NOON, NOON);
    }

    private static PoolEvent rejected() {
        return new BroadcastRejected("not-base64", "", "192.0.2.11:55555", NOON, 3, "AAAA", 0, Optional.empty());
    }
}
