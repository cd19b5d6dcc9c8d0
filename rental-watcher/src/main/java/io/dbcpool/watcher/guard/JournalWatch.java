package io.dbcpool.watcher.guard;

import io.dbcpool.events.Alert.Severity;
import io.dbcpool.watcher.journal.Journal;

/**
 * Tells of a journal that does not keep what it should: vacates go on, and their evidence would not outlive a crash.
 */
record JournalWatch(Journal journal, Conditions conditions) {

    private static final String ALERT = "EvidenceIncomplete";

    void look() {
        String trouble = journal.trouble();
        if (trouble.isEmpty()) {
            conditions.clear(ALERT, "the journal is whole again");
        } else {
            conditions.raise(ALERT, Severity.WARNING, trouble);
        }
    }
}
