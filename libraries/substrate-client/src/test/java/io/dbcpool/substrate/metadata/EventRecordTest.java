package io.dbcpool.substrate.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventRecordTest {

    private final Metadata metadata = SmallRuntime.decoded();

    @Test
    void saysWhenWhoAndWhat() {
        byte[] topic = new byte[32];
        topic[0] = 9;
        ScaleWriter out = new ScaleWriter().writeCompact(2);
        out.writeU8(0).writeU32(3).writeU8(9).writeU8(0).writeFixedBytes(new byte[32]);
        out.writeU128(BigInteger.TEN).writeCompact(1).writeFixedBytes(topic);
        out.writeU8(2).writeU8(9).writeU8(1).writeCompact(0);
        assertThat(EventRecord.decodeAll(metadata, out.toByteArray()))
                .containsExactly(
                        new EventRecord(
                                new Phase.ApplyExtrinsic(3),
                                "Vault",
                                "Deposited",
                                Map.of("0", Value.of(new byte[32]), "1", Value.of(10)),
                                List.of(Value.of(topic))),
                        new EventRecord(new Phase.Initialization(), "Vault", "Paused", Map.of(), List.of()));
    }

    @Test
    void refusesAnEventOfNoPallet() {
        assertThatExceptionOfType(ScaleException.class)
                .isThrownBy(() -> EventRecord.decodeAll(metadata, new byte[] {4, 1, 8, 0, 0}))
                .withMessage("byte 2 is 8, which is no variant");
    }
}
