package io.dbcpool.watcher.guard;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.Alert.Severity;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.EventCodec;
import io.dbcpool.watcher.comeback.Comeback;
import io.dbcpool.watcher.comeback.Decision;
import io.dbcpool.watcher.comeback.Owed;
import io.dbcpool.watcher.comeback.Situation;
import io.dbcpool.watcher.guard.MachineView.ComebackView;
import io.dbcpool.watcher.guard.Observation.StartEnded;
import io.dbcpool.watcher.journal.JournalRecord.ComebackBegun;
import io.dbcpool.watcher.journal.JournalRecord.ComebackOver;
import io.dbcpool.watcher.journal.JournalRecord.ComebackOwed;
import io.dbcpool.watcher.owner.OwnerDomain;
import io.dbcpool.watcher.vacate.Moment;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Which of a machine's domains are to come back, and where each stands. The rule is {@link Comeback}; here is what is
 * written down and told of it. Used by one thread.
 */
final class Comebacks {

    /** A start that failed, or found the lock taken, is tried again. */
    private static final Duration TRY_AGAIN_AFTER = Duration.ofMinutes(1);

    private static final String ALERT = "OwnerDomainNotStarted";

    private static final class Entry {
        private final DomainRef domain;
        private final Owed owed;
        private Optional<Moment> begunAt = Optional.empty();
        private Optional<Moment> failedAt = Optional.empty();
        private String why = "";
        private boolean refused;

        Entry(DomainRef domain, Owed owed) {
            this.domain = domain;
            this.owed = owed;
        }
    }

    /** What a start needs to be known, of one domain. */
    record Candidate(Situation situation, Optional<OwnerDomain> owners) {}

    private final Machine machine;
    private final Map<UUID, Entry> entries = new LinkedHashMap<>();

    Comebacks(Machine machine, List<RememberedComeback> remembered) {
        this.machine = machine;
        remembered.forEach(owed -> entries.put(owed.domain().uuid(), new Entry(owed.domain(), owed.owed())));
    }

    /** We have stopped it. */
    void owe(List<Effect> effects, DomainRef domain, Owed owed, Moment now) {
        entries.put(domain.uuid(), new Entry(domain, owed));
        effects.add(write(domain, owed, now));
    }

    /** @param candidates empty for a domain that is still being stopped */
    void onClock(List<Effect> effects, Function<DomainRef, Optional<Candidate>> candidates, Moment now) {
        if (entries.isEmpty()) {
            return;
        }
        for (Entry entry : List.copyOf(entries.values())) {
            if (entry.begunAt.isEmpty()) {
                candidates.apply(entry.domain).ifPresent(candidate -> decide(effects, entry, candidate, now));
            }
        }
    }

    private void decide(List<Effect> effects, Entry entry, Candidate candidate, Moment now) {
        var decision = Comeback.decide(entry.owed, candidate.situation());
        if (decision instanceof Decision.Over over) {
            end(effects, entry, over.why(), now);
        } else if (decision instanceof Decision.Wait waits) {
            entry.failedAt = Optional.empty();
            await(effects, entry, waits.why());
        } else if (decision instanceof Decision.Refuse refusal) {
            refuse(effects, entry, refusal.why());
        } else if (candidate.owners().isEmpty()) {
            refuse(effects, entry, "it is not on the positive list any more");
        } else if (entry.failedAt
                .filter(at -> now.monotonic().since(at.monotonic()).compareTo(TRY_AGAIN_AFTER) < 0)
                .isEmpty()) {
            entry.begunAt = Optional.of(now);
            effects.add(new Effect.Write(new ComebackBegun(machine.id(), entry.domain, EventCodec.micros(now.wall()))));
            effects.add(new Effect.Start(candidate.owners().get()));
        }
    }

    void onStartEnded(List<Effect> effects, StartEnded ended, Moment now) {
        var entry = entries.get(ended.domain().uuid());
        if (entry == null || entry.begunAt.isEmpty()) {
            return;
        }
        entry.begunAt = Optional.empty();
        switch (ended.outcome()) {
            case STARTED -> end(effects, entry, "it was started", now);
            case RUNS_ALREADY -> end(effects, entry, "it runs", now);
            case NOT_TRIED, GONE -> {
                entry.failedAt = Optional.of(now);
                effects.add(write(entry.domain, entry.owed, now));
                refuse(effects, entry, ended.note());
            }
            // It may start yet, so it stays written down that it was about to.
            case FAILED -> {
                entry.failedAt = Optional.of(now);
                refuse(effects, entry, ended.note());
            }
        }
    }

    /** When it was told to start, where that is under way. */
    Optional<Moment> findBegunAt(UUID domain) {
        return Optional.ofNullable(entries.get(domain)).flatMap(entry -> entry.begunAt);
    }

    boolean isStarting() {
        return entries.values().stream().anyMatch(entry -> entry.begunAt.isPresent());
    }

    List<ComebackView> view() {
        return entries.values().stream()
                .map(entry -> new ComebackView(
                        entry.domain,
                        entry.begunAt.isPresent() ? "starting" : entry.refused ? "refused" : "waiting",
                        entry.why))
                .toList();
    }

    List<String> warnings() {
        return entries.values().stream()
                .filter(entry -> entry.refused)
                .map(entry -> "domain '%s' is not started again: %s".formatted(entry.domain.name(), entry.why))
                .toList();
    }

    private void end(List<Effect> effects, Entry entry, String why, Moment now) {
        entries.remove(entry.domain.uuid(), entry);
        effects.add(new Effect.Write(new ComebackOver(machine.id(), entry.domain, why, EventCodec.micros(now.wall()))));
        effects.add(clear(entry, why));
    }

    private static void await(List<Effect> effects, Entry entry, String why) {
        if (entry.refused) {
            effects.add(clear(entry, why));
        }
        entry.refused = false;
        entry.why = why;
    }

    private static void refuse(List<Effect> effects, Entry entry, String why) {
        if (!entry.refused || !entry.why.equals(why)) {
            effects.add(new Effect.Raise(
                    ALERT,
                    Severity.WARNING,
                    entry.domain.uuid().toString(),
                    "domain '%s' is not started again: %s".formatted(entry.domain.name(), why)));
        }
        entry.refused = true;
        entry.why = why;
    }

    private static Effect clear(Entry entry, String why) {
        return new Effect.Clear(
                ALERT, entry.domain.uuid().toString(), "domain '%s': %s".formatted(entry.domain.name(), why));
    }

    private Effect write(DomainRef domain, Owed owed, Moment now) {
        return new Effect.Write(
                new ComebackOwed(machine.id(), domain, owed.byDrill(), owed.seenHere(), EventCodec.micros(now.wall())));
    }
}
