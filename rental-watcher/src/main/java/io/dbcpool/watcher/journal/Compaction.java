package io.dbcpool.watcher.journal;

import io.dbcpool.watcher.journal.JournalRecord.Believed;
import io.dbcpool.watcher.journal.JournalRecord.Pinned;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.journal.JournalRecord.VacateEnded;
import io.dbcpool.watcher.journal.JournalRecord.VacateWent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/**
 * Which records still mean something: the last belief and pins, vacates under way with their steps, the last receipts.
 */
final class Compaction {

    /** What an operator is shown without asking Kafka, and more than enough to know where the chain stands. */
    static final int RECEIPTS_KEPT = 100;

    private Compaction() {}

    static List<JournalRecord> compact(List<JournalRecord> records) {
        var ended = new HashSet<UUID>();
        var receipts = new ArrayList<VacateEnded>();
        for (JournalRecord record : records) {
            if (record instanceof VacateEnded end) {
                ended.add(end.receipt().vacateId());
                receipts.add(end);
            }
        }
        var keptReceipts = receipts.subList(Math.max(0, receipts.size() - RECEIPTS_KEPT), receipts.size());
        var seen = new HashSet<Object>();
        var kept = new ArrayList<JournalRecord>();
        for (int i = records.size() - 1; i >= 0; i--) {
            JournalRecord record = records.get(i);
            boolean keep = true;
            if (record instanceof Believed believed) {
                keep = seen.add(believed.machineId());
            } else if (record instanceof Pinned pinned) {
                keep = seen.add(List.of(pinned.machineId(), pinned.name()));
            } else if (record instanceof VacateBegun begun) {
                keep = !ended.contains(begun.vacateId());
            } else if (record instanceof VacateWent went) {
                keep = !ended.contains(went.vacateId());
            } else if (record instanceof VacateEnded end) {
                keep = keptReceipts.contains(end);
            }
            if (keep) {
                kept.add(0, record);
            }
        }
        return kept;
    }
}
