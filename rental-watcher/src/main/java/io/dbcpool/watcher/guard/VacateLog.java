package io.dbcpool.watcher.guard;

import io.dbcpool.events.DomainRef;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.Evidence;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.EndedBy;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.events.VacateStep;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.journal.JournalRecord.VacateHeld;
import io.dbcpool.watcher.journal.JournalRecord.VacateWent;
import io.dbcpool.watcher.vacate.Anchor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is written down of one vacate and told of it: how it was begun, its steps, its receipt. Whoever goes on with it
 * tells all of that again, under the same ids. Moments are from the vacate's signal; their labels are reckoned from it,
 * so that a wall clock that is set meanwhile bends nothing. Used by one thread.
 */
final class VacateLog {

    private final DomainRef calledNow;
    private final Actor actor;
    private final Duration deadline;
    private final List<VacateStep> steps = new ArrayList<>();
    private final List<Effect> toldBefore = new ArrayList<>();
    private VacateBegun begun;
    private Instant observedAt;
    /** By when it was released, if a watcher before this one saw that. */
    private Optional<Duration> releasedBefore = Optional.empty();

    private Telling telling = Telling.ALL;
    private boolean receiptSigned;

    /**
     * @param calledNow its domain, whose name may be another than when it was begun
     * @param deadline from the signal
     */
    VacateLog(VacateBegun begun, DomainRef calledNow, Actor actor, Duration deadline, Anchor anchor) {
        this.begun = begun;
        this.calledNow = calledNow;
        this.actor = actor;
        this.deadline = deadline;
        this.observedAt = anchor.observedAt();
    }

    /**
     * What a watcher before this one wrote of it.
     *
     * @param first as it was when it was told
     * @param signed whether it was given up, and its receipt says so
     */
    void remember(VacateBegun first, List<VacateWent> went, boolean signed) {
        receiptSigned = signed;
        toldBefore.add(VacateTold.started(first, actor.name(), deadline));
        for (VacateWent step : went) {
            steps.add(new VacateStep(step.step().name(), elapsed(step).toMillis()));
            toldBefore.add(VacateTold.step(begun.machineId(), steps.size(), step));
        }
        releasedBefore = find(went, "released");
    }

    /** Not by its milliseconds: a release that was late by half of one would be on time for whoever goes on. */
    Optional<Duration> find(List<VacateWent> went, String name) {
        return went.stream()
                .filter(step -> step.step().name().equals(name))
                .map(this::elapsed)
                .findFirst();
    }

    private Duration elapsed(VacateWent step) {
        return Duration.between(begun.trigger().observedAt(), step.at());
    }

    void tellAs(Telling other) {
        telling = other;
    }

    /** @param held its process, if that was seen already */
    void begin(List<Effect> effects, Optional<VacateHeld> held) {
        write(effects);
        held.map(Effect.Write::new).ifPresent(effects::add);
        tell(effects, VacateTold.started(begun, actor.name(), deadline));
    }

    /** How it was begun, as it counts now. */
    void write(List<Effect> effects) {
        effects.add(new Effect.Write(begun));
    }

    /** What the watcher before may have written down and not told. */
    void tellAgain(List<Effect> effects) {
        tell(effects, toldBefore);
    }

    void step(List<Effect> effects, String name, Duration elapsed, String note) {
        var went = new VacateWent(begun.vacateId(), new VacateStep(name, elapsed.toMillis()), label(elapsed), note);
        var before = List.copyOf(steps);
        steps.add(went.step());
        effects.add(new Effect.Write(went));
        tell(effects, VacateTold.step(begun.machineId(), steps.size(), went));
        tell(effects, VacateAlarms.with(went, before, calledNow, deadline, releasedBefore));
    }

    private void tell(List<Effect> effects, List<Effect> told) {
        told.forEach(effect -> tell(effects, effect));
    }

    void tell(List<Effect> effects, Effect told) {
        effects.addAll(telling.of(told));
    }

    /** All that was done already was done so much later after an earlier signal. */
    void move(List<Effect> effects, Duration moved, Trigger earlier, Anchor anchor) {
        steps.replaceAll(step -> new VacateStep(step.name(), step.atMillis() + moved.toMillis()));
        observedAt = anchor.observedAt();
        begun = begun.heardEarlier(earlier, anchor.from().nanos());
        write(effects);
    }

    void sign(List<Effect> effects, VacateCompleted draft) {
        receiptSigned = true;
        tell(effects, new Effect.SignReceipt(draft));
    }

    VacateCompleted draft(
            Outcome outcome, Duration elapsed, Optional<Duration> released, SeenRelease seen, EndedBy endedBy) {
        return new VacateCompleted(
                begun.vacateId(),
                begun.rentalKey(),
                actor.name(),
                begun.machineId(),
                begun.domain(),
                begun.trigger(),
                label(deadline),
                begun.startedAt(),
                released.map(this::label),
                seen.domainOffAt().map(this::label),
                elapsed.toMillis(),
                deadline.toMillis() - elapsed.toMillis(), // so that the two add up
                endedBy,
                outcome,
                steps,
                seen.notObserved(),
                begun.lateSignal(),
                Optional.of(new Evidence(List.of(), 0, seen.proof(), actor.versions())),
                "",
                "",
                "",
                "",
                "");
    }

    VacateView view(Duration elapsed, Optional<String> applied, String alarm) {
        return new VacateView(
                begun.vacateId(),
                begun.domain(),
                begun.trigger(),
                label(deadline),
                elapsed.toMillis(),
                applied,
                alarm,
                steps());
    }

    private Instant label(Duration elapsed) {
        return EventCodec.micros(observedAt.plus(elapsed));
    }

    UUID vacateId() {
        return begun.vacateId();
    }

    Trigger trigger() {
        return begun.trigger();
    }

    List<VacateStep> steps() {
        return List.copyOf(steps);
    }

    boolean isTaken(String name) {
        return steps.stream().anyMatch(step -> step.name().equals(name));
    }

    boolean isTakenBefore(String name, String other) {
        var names = steps.stream().map(VacateStep::name).toList();
        return names.contains(name) && names.indexOf(name) < names.indexOf(other);
    }

    boolean isReceiptSigned() {
        return receiptSigned;
    }
}
