package io.dbcpool.bus;

import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.NameBasedId;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.time.Instant;

/** Records to tell. */
final class Samples {

    static final String SOURCE = "/dbcpool/test/broadcast-listener/here";

    private Samples() {}

    /** The n-th word of one machine: another id for each n, the same for the same. */
    static Envelope heard(int n) {
        var at = Instant.parse("2026-11-24T03:00:00Z").plusMillis(n);
        var event = new BroadcastHeard(machine(1), Word.RENTING, "192.0.2.11:55555", at, n, at, at);
        return new Envelope(NameBasedId.of("heard", String.valueOf(n)), SOURCE, at, event);
    }

    static int number(Envelope envelope) {
        return (int) ((BroadcastHeard) envelope.event()).count();
    }

    static MachineId machine(int n) {
        return new MachineId("%064x".formatted(n));
    }
}
