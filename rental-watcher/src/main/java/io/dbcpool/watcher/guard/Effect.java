package io.dbcpool.watcher.guard;

import io.dbcpool.events.Alert;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.watcher.journal.JournalRecord;
import io.dbcpool.watcher.owner.OwnerDomain;
import io.dbcpool.watcher.process.QemuProcess;
import io.dbcpool.watcher.release.Holdings;
import io.dbcpool.watcher.vacate.Alarm;
import io.dbcpool.watcher.vacate.Force;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What is to be done in the world after an observation, in this order but for {@link #isUrgent()}. */
public sealed interface Effect {

    /**
     * A domain's end waits on it: it goes first, what tells of it waits until the act is done ({@link AfterTheAct}).
     */
    sealed interface Urgent extends Effect {}

    /** No domain's end waits on it: where very many machines wait to be freed, it waits for them ({@link Backlog}). */
    sealed interface Patient extends Effect {}

    default boolean isUrgent() {
        return this instanceof Urgent;
    }

    default boolean canWait() {
        return this instanceof Patient;
    }

    /** Write it down, before what follows is done. */
    record Write(JournalRecord record) implements Urgent {}

    /** @param id {@code ce_id}: the same however often it is published */
    record Publish(String id, PoolEvent event) implements Patient {}

    /** @param left until the deadline; not positive if that is over */
    record Apply(UUID vacateId, Force force, OwnerDomain domain, Duration left) implements Urgent {}

    /** Start it, when that it is about to be started is written down, and only while its machine is believed free. */
    record Start(OwnerDomain domain) implements Patient {}

    /** Look for the domain's process on this host, and watch it if it is there. */
    record LookForProcess(UUID domain) implements Effect {}

    /** Look whether a process has ended that a watcher before this one held on to, and what of it is left. */
    record LookForEnd(QemuProcess process, Holdings held) implements Effect {}

    /** Sign, write down and publish. */
    record SignReceipt(VacateCompleted draft) implements Patient {}

    /**
     * When it was, and its {@code ce_id}: of an alert that is told again from the journal if the watcher was killed.
     */
    record Occasion(String id, Instant at) {}

    /** A standing condition begins; one that stands already is not told again. */
    record Raise(String alert, Alert.Severity severity, String subject, String summary, Optional<Occasion> occasion)
            implements Patient {

        Raise(String alert, Alert.Severity severity, String subject, String summary) {
            this(alert, severity, subject, summary, Optional.empty());
        }
    }

    /** A standing condition ends, if it stood. */
    record Clear(String alert, String subject, String summary, Optional<Occasion> occasion) implements Patient {

        Clear(String alert, String subject, String summary) {
            this(alert, subject, summary, Optional.empty());
        }
    }

    /** For the figures: a vacate has become that late. */
    record Ran(Alarm alarm) implements Patient {}
}
