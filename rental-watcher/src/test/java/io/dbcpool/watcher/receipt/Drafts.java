package io.dbcpool.watcher.receipt;

import io.dbcpool.events.DomainRef;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.EndedBy;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.events.VacateStep;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Receipts that are not signed yet. */
public final class Drafts {

    private static final Instant BEGUN = Instant.parse("2026-11-24T00:00:00.000001Z");

    private Drafts() {}

    /** Of the one machine. */
    static VacateCompleted ofVacate(long id) {
        return ofVacate(id, new MachineId("8e".repeat(32)));
    }

    public static VacateCompleted ofVacate(long id, MachineId machine) {
        return new VacateCompleted(
                new UUID(0, id),
                machine.hex() + ":1",
                "/dbcpool/seoul-1/rental-watcher/gpu-01",
                machine,
                new DomainRef("owner-vm", new UUID(0, 9)),
                Trigger.of(Source.BROADCAST, Via.DIRECT, BEGUN),
                BEGUN.plusSeconds(10),
                BEGUN,
                Optional.of(BEGUN.plusSeconds(5)),
                Optional.empty(),
                5_000,
                5_000,
                EndedBy.TERM,
                Outcome.ON_TIME,
                List.of(new VacateStep("term", 5_000)),
                List.of(),
                false,
                Optional.empty(),
                "",
                "",
                "",
                "",
                "");
    }
}
