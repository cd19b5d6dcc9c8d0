package io.dbcpool.watcher.simulation;

import io.dbcpool.events.Trigger;
import io.dbcpool.watcher.journal.JournalRecord;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.journal.JournalRecord.VacateEnded;
import io.dbcpool.watcher.journal.JournalRecord.VacateWent;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;

/** The journal as a watcher that starts reads it, with the bug that is planted. */
final class MisreadJournal {

    private MisreadJournal() {}

    static List<JournalRecord> asRead(World world, List<JournalRecord> records) {
        if (world.bug(Bug.RECEIPTS_ARE_FORGOTTEN)) {
            return records.stream()
                    .filter(record -> !(record instanceof VacateEnded))
                    .toList();
        }
        if (world.bug(Bug.EARLIER_WORDS_ARE_FORGOTTEN)) {
            return withFirstWords(records);
        }
        return world.bug(Bug.RESUMES_WITH_A_LATER_SIGNAL)
                ? records.stream().map(MisreadJournal::later).toList()
                : records;
    }

    /** Each vacate as it was begun; what was done counts from then. */
    private static List<JournalRecord> withFirstWords(List<JournalRecord> records) {
        var first = new HashMap<UUID, VacateBegun>();
        var movedNanos = new HashMap<UUID, Long>();
        for (JournalRecord record : records) {
            if (record instanceof VacateBegun begun) {
                var before = first.putIfAbsent(begun.vacateId(), begun);
                movedNanos.put(begun.vacateId(), before == null ? 0 : before.fromNanos() - begun.fromNanos());
            }
        }
        return records.stream()
                .filter(record -> !(record instanceof VacateBegun begun) || first.containsValue(begun))
                .map(record -> record instanceof VacateWent went
                        ? new VacateWent(
                                went.vacateId(),
                                went.step(),
                                went.at().plusNanos(movedNanos.getOrDefault(went.vacateId(), 0L)),
                                went.note())
                        : record)
                .toList();
    }

    private static JournalRecord later(JournalRecord record) {
        if (record instanceof VacateWent went) {
            return new VacateWent(went.vacateId(), went.step(), went.at().plusSeconds(3), went.note());
        }
        return record instanceof VacateBegun begun
                ? begun.heardEarlier(
                        new Trigger(
                                begun.trigger().source(),
                                begun.trigger().via(),
                                begun.trigger().observedAt().plusSeconds(3),
                                begun.trigger().rentOrderId(),
                                begun.trigger().block(),
                                begun.trigger().blockTime()),
                        begun.fromNanos() + 3_000_000_000L)
                : record;
    }
}
