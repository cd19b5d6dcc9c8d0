package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.Alert;
import io.dbcpool.events.Alert.Severity;
import io.dbcpool.events.Alert.State;
import io.dbcpool.watcher.journal.Journal;
import io.dbcpool.watcher.journal.JournalRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class JournalWatchTest {

    private static final Instant T0 = Instant.parse("2026-11-24T00:00:00Z");

    private final List<Alert> told = new ArrayList<>();
    private final Conditions conditions = new Conditions(
            envelope -> told.add((Alert) envelope.event()),
            "/dbcpool/seoul-1/rental-watcher/gpu-01",
            Clock.fixed(T0, ZoneOffset.UTC));
    private final ScriptedJournal journal = new ScriptedJournal();
    private final JournalWatch watch = new JournalWatch(journal, conditions);

    @Test
    void aJournalThatIsWholeIsNotWorthAWord() {
        watch.look();

        assertThat(told).isEmpty();
    }

    @Test
    void troubleIsToldWhenItBeginsAndWhenItEnds() {
        journal.trouble = "No space left on device";
        watch.look();
        watch.look();
        assertThat(conditions.list()).containsExactly(alert(State.RAISED, "No space left on device"));

        journal.trouble = "";
        watch.look();
        watch.look();

        assertThat(told)
                .containsExactly(
                        alert(State.RAISED, "No space left on device"),
                        alert(State.CLEARED, "the journal is whole again"));
        assertThat(conditions.list()).isEmpty();
    }

    private static Alert alert(State state, String summary) {
        return new Alert(
                "EvidenceIncomplete",
                Severity.WARNING,
                state,
                Optional.empty(),
                summary,
                "docs/runbooks/EvidenceIncomplete.md",
                T0);
    }

    private static final class ScriptedJournal implements Journal {

        private String trouble = "";

        @Override
        public List<JournalRecord> recovered() {
            return List.of();
        }

        @Override
        public boolean mayLackRecords() {
            return false;
        }

        @Override
        public CompletableFuture<Void> append(JournalRecord record) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean outlivesThisRun() {
            return trouble.isEmpty();
        }

        @Override
        public String trouble() {
            return trouble;
        }

        @Override
        public void close() {
            // there is nothing to close
        }
    }
}
