package io.dbcpool.bench.broadcast;

import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.util.Optional;

/** What a record of {@code dbc.broadcasts} says, without reading more of it than that. */
final class Spoken {

    private Spoken() {}

    static Optional<Mouth.Turn> in(String machine, String record) {
        if (record.contains("\"status\":\"renting\"")) {
            return Optional.of(new Mouth.Turn(new MachineId(machine), Word.RENTING));
        }
        return record.contains("\"status\":\"empty\"")
                ? Optional.of(new Mouth.Turn(new MachineId(machine), Word.EMPTY))
                : Optional.empty();
    }
}
