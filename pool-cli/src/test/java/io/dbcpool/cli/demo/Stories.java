package io.dbcpool.cli.demo;

import io.dbcpool.cli.demo.Verdict.Evidence;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.EndedBy;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One vacate, for the tests that tell of it: heard 3 ms after it was said, off after 5,314 ms. */
final class Stories {

    static final MachineId MACHINE = new MachineId("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");
    static final DomainRef DOMAIN = new DomainRef("owner-vm", UUID.fromString("5d4f7a52-6f3a-4c5e-9f0e-1b2c3d4e5f60"));
    static final UUID VACATE = UUID.fromString("11111111-2222-4333-8444-555555555555");
    static final Instant SAID = Instant.parse("2026-11-01T12:00:00Z");
    static final Instant HEARD = SAID.plusMillis(3);
    static final Trigger TRIGGER = Trigger.of(Source.BROADCAST, Via.DIRECT, HEARD);

    private Stories() {}

    static Verdict verdict(Outcome outcome, Evidence evidence) {
        return Verdict.of(MACHINE, DOMAIN.uuid(), Optional.of(receipt(outcome)), evidence);
    }

    static VacateCompleted receipt(Outcome outcome) {
        return new VacateCompleted(
                VACATE,
                "rental",
                "watcher",
                MACHINE,
                DOMAIN,
                TRIGGER,
                HEARD.plusSeconds(10),
                HEARD.plusMillis(1),
                Optional.of(HEARD.plusMillis(5_314)),
                Optional.empty(),
                5_314,
                4_686,
                EndedBy.TERM,
                outcome,
                List.of(),
                List.of(),
                false,
                Optional.empty(),
                "key",
                "0",
                "1",
                "k1",
                "s");
    }
}
