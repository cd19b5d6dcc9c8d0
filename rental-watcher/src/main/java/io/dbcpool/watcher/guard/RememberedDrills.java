package io.dbcpool.watcher.guard;

import io.dbcpool.events.DrillCompleted;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.drill.Measure;
import io.dbcpool.watcher.drill.Tuning;
import io.dbcpool.watcher.journal.JournalRecord;
import io.dbcpool.watcher.journal.JournalRecord.DrillBegun;
import io.dbcpool.watcher.journal.JournalRecord.DrillEnded;
import io.dbcpool.watcher.journal.JournalRecord.VacateEnded;
import io.dbcpool.watcher.vacate.VacatePolicy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a watcher before this one knew of drills.
 *
 * @param begun by the id of the vacate that is one
 * @param last by domain
 * @param measures the newest of each domain, of a drill or of a vacate
 */
record RememberedDrills(Map<UUID, DrillBegun> begun, Map<UUID, DrillCompleted> last, Map<UUID, Measure> measures) {

    static RememberedDrills read(MachineId machineId, List<JournalRecord> journal) {
        var begun = new HashMap<UUID, DrillBegun>();
        var last = new LinkedHashMap<UUID, DrillCompleted>();
        var measures = new HashMap<UUID, Measure>();
        for (JournalRecord record : journal) {
            if (record instanceof DrillBegun drill && drill.machineId().equals(machineId)) {
                begun.put(drill.vacateId(), drill);
            } else if (record instanceof DrillEnded ended
                    && ended.drill().machineId().equals(machineId)) {
                var drill = ended.drill();
                begun.remove(ended.vacateId());
                last.put(drill.domain().uuid(), drill);
                keep(measures, drill.domain().uuid(), new Measure("drill", drill.startedAt(), drill.steps()));
            } else if (record instanceof VacateEnded ended
                    && ended.receipt().machineId().equals(machineId)) {
                var receipt = ended.receipt();
                keep(measures, receipt.domain().uuid(), new Measure("vacate", receipt.startedAt(), receipt.steps()));
            }
        }
        return new RememberedDrills(begun, last, measures);
    }

    /** By which this domain is stopped, with what its last drill has found. */
    VacatePolicy policyOf(UUID domain, VacatePolicy configured) {
        var drill = last.get(domain);
        return drill == null ? configured : Tuning.within(configured, drill.tuned());
    }

    private static void keep(Map<UUID, Measure> measures, UUID domain, Measure measure) {
        if (measure.isMeasured()) {
            measures.merge(domain, measure, (a, b) -> b.at().isBefore(a.at()) ? a : b);
        }
    }
}
