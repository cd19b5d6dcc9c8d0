package io.dbcpool.cli.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.MachineReleased;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventLineTest {

    private static final MachineId MACHINE = new MachineId("8e".repeat(32));
    private static final Instant AT = Instant.parse("2026-11-24T03:00:00.123456Z");

    @Test
    void aRecordIsALine() {
        var heard = new BroadcastHeard(MACHINE, Word.RENTING, "192.0.2.11:55555", AT, 5, AT, AT);

        assertThat(EventLine.of(new Envelope("id", "source", AT, heard), "gpu-01"))
                .isEqualTo("2026-11-24T03:00:00.123456Z  dbc.broadcasts          gpu-01          "
                        + "renting from 192.0.2.11:55555, 5 times");
    }

    @Test
    void whatATerminalWouldObeyIsTakenOut() {
        var released = new MachineReleased(MACHINE, "a", "ana", "x\u001b[2J\ny", "o", AT);

        assertThat(EventLine.of(new Envelope("id", "source", AT, released), "gpu-01"))
                .endsWith("released by ana: x [2J y");
    }
}
