package io.dbcpool.watcher.journal;

import io.dbcpool.events.DomainRef;
import io.dbcpool.events.DrillCompleted;
import io.dbcpool.events.SignalHeard;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted.EndedBy;
import io.dbcpool.events.VacateStep;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.belief.ChainBlocks;
import io.dbcpool.watcher.journal.JournalRecord.Believed;
import io.dbcpool.watcher.journal.JournalRecord.ComebackBegun;
import io.dbcpool.watcher.journal.JournalRecord.ComebackOver;
import io.dbcpool.watcher.journal.JournalRecord.ComebackOwed;
import io.dbcpool.watcher.journal.JournalRecord.CountsFrom;
import io.dbcpool.watcher.journal.JournalRecord.DrillBegun;
import io.dbcpool.watcher.journal.JournalRecord.DrillEnded;
import io.dbcpool.watcher.journal.JournalRecord.PinRefused;
import io.dbcpool.watcher.journal.JournalRecord.Pinned;
import io.dbcpool.watcher.journal.JournalRecord.SignalNoted;
import io.dbcpool.watcher.journal.JournalRecord.Unheeded;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.journal.JournalRecord.VacateEnded;
import io.dbcpool.watcher.journal.JournalRecord.VacateWent;
import io.dbcpool.watcher.receipt.Drafts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** One of each kind, to write and to find again. */
final class JournalRecords {

    static final MachineId MACHINE = new MachineId("8e".repeat(32));
    static final Instant T0 = Instant.parse("2026-11-24T00:00:00.000001Z");
    private static final Trigger TRIGGER = Trigger.of(Source.BROADCAST, Via.DIRECT, T0);

    private JournalRecords() {}

    static Believed believed(String belief) {
        return new Believed(
                MACHINE,
                belief,
                Optional.of(MACHINE.hex() + ":1"),
                Optional.of(TRIGGER),
                "",
                List.of(Source.BROADCAST, Source.BEST_BLOCK),
                Instant.EPOCH,
                Optional.of(new ChainBlocks(Optional.of(new BlockNumber(189)), Optional.empty())),
                Optional.of(new Unheeded(T0.plusSeconds(180), 181_000_000_000L, "boot")),
                Optional.of(new CountsFrom(TRIGGER, 1_000_000_000L, "boot", false)));
    }

    static Pinned pinned(String name, long uuid) {
        return new Pinned(MACHINE, name, new UUID(0, uuid));
    }

    static PinRefused refused(long uuid, boolean refused) {
        return new PinRefused(MACHINE, new UUID(0, uuid), refused);
    }

    static VacateBegun begun(long id) {
        return begun(id, MACHINE);
    }

    static SignalNoted noted(MachineId machine) {
        return new SignalNoted(
                machine,
                new SignalHeard(
                        Source.BROADCAST,
                        Via.DIRECT,
                        "renting",
                        T0,
                        T0,
                        T0,
                        1,
                        "as it came",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    static VacateBegun begun(long id, MachineId machine) {
        return new VacateBegun(
                new UUID(0, id),
                machine.hex() + ":1",
                machine,
                new DomainRef("owner-vm", new UUID(0, 1)),
                TRIGGER,
                T0,
                123L,
                "boot",
                false,
                OptionalLong.of(10_000));
    }

    static VacateWent went(long id, String step, long atMillis) {
        return new VacateWent(new UUID(0, id), new VacateStep(step, atMillis), Instant.ofEpochMilli(atMillis), "");
    }

    static VacateEnded ended(long id) {
        return ended(id, MACHINE);
    }

    static VacateEnded ended(long id, MachineId machine) {
        return new VacateEnded(Drafts.ofVacate(id, machine));
    }

    static DrillBegun drillBegun(long id) {
        return new DrillBegun(new UUID(0, id), new UUID(9, id), MACHINE, "kim");
    }

    static DrillEnded drillEnded(long id, DrillCompleted.Outcome outcome) {
        var budget = new DrillCompleted.Budget(5_000, 7_000, 10_000);
        return new DrillEnded(
                new UUID(0, id),
                new DrillCompleted(
                        new UUID(9, id),
                        MACHINE,
                        "/dbcpool/seoul-1/rental-watcher/gpu-01",
                        "kim",
                        new DomainRef("owner-vm", new UUID(0, 1)),
                        T0,
                        Optional.of(T0.plusSeconds(5)),
                        Optional.empty(),
                        budget,
                        5_000,
                        5_000,
                        EndedBy.TERM,
                        outcome,
                        List.of(new VacateStep("term", 5_000)),
                        List.of(),
                        budget,
                        ""));
    }

    static ComebackOwed owed(long domain) {
        return new ComebackOwed(MACHINE, new DomainRef("owner-vm", new UUID(0, domain)), false, true, T0);
    }

    static ComebackBegun comebackBegun(long domain) {
        return new ComebackBegun(MACHINE, new DomainRef("owner-vm", new UUID(0, domain)), T0);
    }

    static ComebackOver comebackOver(long domain) {
        return new ComebackOver(MACHINE, new DomainRef("owner-vm", new UUID(0, domain)), "it runs", T0);
    }
}
