package io.dbcpool.watcher.guard;

import io.dbcpool.events.DomainRef;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.comeback.Owed;
import io.dbcpool.watcher.journal.JournalRecord;
import io.dbcpool.watcher.journal.JournalRecord.ComebackBegun;
import io.dbcpool.watcher.journal.JournalRecord.ComebackOver;
import io.dbcpool.watcher.journal.JournalRecord.ComebackOwed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A domain that a watcher before this one has stopped, and that was not seen to run since. */
record RememberedComeback(DomainRef domain, Owed owed) {

    static List<RememberedComeback> read(MachineId machineId, List<JournalRecord> journal) {
        Map<UUID, RememberedComeback> found = new LinkedHashMap<>();
        for (JournalRecord record : journal) {
            if (record instanceof ComebackOwed owed && owed.machineId().equals(machineId)) {
                found.put(
                        owed.domain().uuid(),
                        new RememberedComeback(owed.domain(), new Owed(owed.byDrill(), owed.seenHere(), false)));
            } else if (record instanceof ComebackBegun begun
                    && begun.machineId().equals(machineId)) {
                found.computeIfPresent(begun.domain().uuid(), (uuid, before) -> before.interrupted());
            } else if (record instanceof ComebackOver over && over.machineId().equals(machineId)) {
                found.remove(over.domain().uuid());
            }
        }
        return List.copyOf(found.values());
    }

    private RememberedComeback interrupted() {
        return new RememberedComeback(domain, new Owed(owed.byDrill(), owed.seenHere(), true));
    }
}
