package io.dbcpool.watcher.journal;

import io.dbcpool.events.DomainRef;
import io.dbcpool.events.DrillCompleted.Outcome;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.journal.JournalRecord.ComebackBegun;
import io.dbcpool.watcher.journal.JournalRecord.ComebackOver;
import io.dbcpool.watcher.journal.JournalRecord.ComebackOwed;
import io.dbcpool.watcher.journal.JournalRecord.DrillBegun;
import io.dbcpool.watcher.journal.JournalRecord.DrillEnded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Of {@link LiveRecords}: which vacates are drills, what the last drills measured, and which domains are to come back.
 */
final class LiveDrills {

    /** Ten of each of the ten thousand machines that one watcher is measured with. */
    static final int DOMAINS_KEPT = 100_000;

    private record Key(MachineId machineId, UUID domain) {
        static Key of(MachineId machineId, DomainRef domain) {
            return new Key(machineId, domain.uuid());
        }
    }

    private final Map<UUID, DrillBegun> open = new LinkedHashMap<>();
    private final Map<Key, DrillEnded> measured = new LinkedHashMap<>();
    private final Map<Key, ComebackOwed> owed = new LinkedHashMap<>();
    private final Map<Key, ComebackBegun> begun = new LinkedHashMap<>();

    void add(DrillBegun drill) {
        open.put(drill.vacateId(), drill);
        forgetFirst(open, DOMAINS_KEPT);
    }

    /** One that was cut short has measured nothing, and leaves what was known. */
    void add(DrillEnded ended) {
        open.remove(ended.vacateId());
        var outcome = ended.drill().outcome();
        if (outcome == Outcome.FITS || outcome == Outcome.DOES_NOT_FIT) {
            var key = Key.of(ended.drill().machineId(), ended.drill().domain());
            measured.remove(key);
            measured.put(key, ended);
            forgetFirst(measured, DOMAINS_KEPT);
        }
    }

    void add(ComebackOwed record) {
        var key = Key.of(record.machineId(), record.domain());
        begun.remove(key);
        owed.put(key, record);
        forgetFirst(owed, DOMAINS_KEPT);
    }

    void add(ComebackBegun record) {
        begun.put(Key.of(record.machineId(), record.domain()), record);
        forgetFirst(begun, DOMAINS_KEPT);
    }

    void add(ComebackOver record) {
        var key = Key.of(record.machineId(), record.domain());
        owed.remove(key);
        begun.remove(key);
    }

    List<JournalRecord> list() {
        var records = new ArrayList<JournalRecord>(measured.values());
        records.addAll(owed.values());
        records.addAll(begun.values());
        records.addAll(open.values());
        return records;
    }

    private static <K, V> void forgetFirst(Map<K, V> map, int kept) {
        if (map.size() > kept) {
            map.remove(map.keySet().iterator().next());
        }
    }
}
