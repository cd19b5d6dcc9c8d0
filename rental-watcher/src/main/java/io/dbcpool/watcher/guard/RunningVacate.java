package io.dbcpool.watcher.guard;

import io.dbcpool.events.EventCodec;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.EndedBy;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.events.VacateStep;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.journal.JournalRecord.VacateHeld;
import io.dbcpool.watcher.journal.JournalRecord.VacateWent;
import io.dbcpool.watcher.owner.OwnerDomain;
import io.dbcpool.watcher.process.QemuProcess;
import io.dbcpool.watcher.release.Holdings;
import io.dbcpool.watcher.release.Release;
import io.dbcpool.watcher.vacate.Action;
import io.dbcpool.watcher.vacate.Alarm;
import io.dbcpool.watcher.vacate.Anchor;
import io.dbcpool.watcher.vacate.Force;
import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import io.dbcpool.watcher.vacate.Step;
import io.dbcpool.watcher.vacate.VacatePolicy;
import io.dbcpool.watcher.vacate.VacateState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * One vacate under way: {@link VacateState} joined to what was seen of the domain and its process, and to what is told
 * of it. Reads no clock and does nothing itself: each method gives back what is to be done. Used by one thread.
 */
final class RunningVacate {

    /** How long a receipt waits for libvirt's word once the process has ended: it looks every 200 ms. */
    private static final Duration DOMAIN_OFF_WAIT = Duration.ofMillis(600);

    /** A watcher that comes up long after the deadline looks around before it says that the domain is still there. */
    private static final Duration LOOK_AROUND = Duration.ofSeconds(5);

    /** libvirt tells of a start some hundredths of a second later: nothing is told anew for that. */
    private static final Duration STARTS_ARE_TOLD_WITHIN = Duration.ofMillis(250);

    private static final String AGAIN = "the watcher was started again";

    private final OwnerDomain domain;
    private final VacateLog log;
    private VacatePolicy policy;
    private Anchor anchor;
    /** When it was begun, or gone on with: what was told before that proves nothing of a moment before it. */
    private MonotonicTime takenUpAt;

    private VacateState state = new VacateState.Begun();
    private final SeenRelease release = new SeenRelease();
    private final HypervisorWait hypervisorWait = new HypervisorWait();
    private final LookWait lookWait = new LookWait();
    private Optional<Duration> releasedAt = Optional.empty();
    private Optional<Duration> resumedAt = Optional.empty();
    private boolean ofUnknownStart;
    private boolean over;
    /** The journal has another deadline than counts from now on. */
    private boolean dueEarlier;

    private RunningVacate(VacateBegun begun, OwnerDomain domain, Actor actor, VacatePolicy policy, Anchor anchor) {
        this.domain = domain;
        this.log = new VacateLog(begun, domain.ref(), actor, policy.deadline(), anchor);
        this.policy = policy;
        this.anchor = anchor;
        this.takenUpAt = anchor.from();
    }

    /** A new one; {@link #begin} says what is to be done first. */
    static RunningVacate of(
            UUID vacateId,
            MachineId machineId,
            OwnerDomain domain,
            String rentalKey,
            Trigger trigger,
            Anchor anchor,
            VacatePolicy policy,
            Actor actor,
            Moment now,
            String bootId) {
        var begun = new VacateBegun(
                vacateId,
                rentalKey,
                machineId,
                domain.ref(),
                trigger,
                EventCodec.micros(now.wall()),
                anchor.from().nanos(),
                bootId,
                anchor.lateSignal(),
                OptionalLong.of(policy.deadline().toMillis()));
        return new RunningVacate(begun, domain, actor, policy, anchor);
    }

    /**
     * One that a watcher before this one began: the same vacate, the same deadline, or an earlier one if that is what
     * is configured since and it is not over yet. One that was stamped moves later for no configuration.
     *
     * @param first as it was when it was told
     * @param begun as it is since an earlier word came, if one did
     * @param signed whether it was given up, and its receipt says so; its domain may be there to this day
     */
    static RunningVacate resumed(
            VacateBegun first,
            VacateBegun begun,
            List<VacateWent> went,
            boolean signed,
            OwnerDomain domain,
            Anchor anchor,
            VacatePolicy policy,
            Actor actor) {
        var stamped = begun.deadlineOr(policy.deadline());
        boolean counts =
                stamped.compareTo(policy.deadline()) <= 0 || went.stream().anyMatch(VacateWent::tellsOfRelease);
        var due = counts ? policy.dueAt(stamped) : policy;
        var dueAsItCounts = begun.dueAfter(due.deadline());
        var vacate = new RunningVacate(dueAsItCounts, domain, actor, due, anchor);
        vacate.dueEarlier = !dueAsItCounts.equals(begun);
        vacate.log.remember(first, went, signed);
        vacate.state = StateFromSteps.read(vacate.log.steps());
        vacate.releasedAt = vacate.log.find(went, "released");
        // Libvirt's word was not yet there, so it was the end of its process that counted.
        vacate.release.remember(
                vacate.log.find(went, "domain-off"),
                vacate.releasedAt.isPresent() && !vacate.log.isTakenBefore("domain-off", "released"));
        return vacate;
    }

    List<Effect> begin(Moment now) {
        var effects = new ArrayList<Effect>();
        begin(effects, now);
        onClock(effects, now);
        return effects;
    }

    private void begin(List<Effect> effects, Moment now) {
        takenUpAt = now.monotonic();
        log.begin(effects, release.process().map(this::holds));
        step(effects, "begun", now, "");
    }

    /** For a renter, of a domain that a drill had told to go already: the ladder goes on where it stood. */
    List<Effect> begin(Force applied, Moment now) {
        state = new VacateState.Stopping(applied, anchor.elapsed(now.monotonic()), Alarm.NONE);
        var effects = new ArrayList<Effect>();
        begin(effects, now);
        step(effects, name(applied), now, "by a drill, which was under way");
        onClock(effects, now);
        return effects;
    }

    /** Before it begins, for a renter: what a drill, which was under way, has seen of the same domain's process. */
    RunningVacate goingOnWith(RunningVacate drill) {
        drill.release.process().ifPresent(process -> release.remember(process, drill.release.holdings()));
        return this;
    }

    /** What the watcher before saw of its process. */
    RunningVacate holding(Optional<VacateHeld> record) {
        record.ifPresent(holds -> release.remember(holds.process(), holds.holdings()));
        return this;
    }

    /**
     * Before it begins: known by its pin alone, to a watcher that libvirt has told nothing yet.
     *
     * @param unknownStart whether nobody knows for how long its process has run
     */
    RunningVacate waitingForHypervisor(boolean unknownStart, Moment now) {
        ofUnknownStart = unknownStart;
        hypervisorWait.begin(anchor.elapsed(now.monotonic()), policy);
        return this;
    }

    /** Before it begins: the process that an earlier one of the same domain waited for, which is not what has to go. */
    RunningVacate after(Optional<QemuProcess> earlier) {
        release.follow(earlier);
        return this;
    }

    /** Before it begins or is resumed. */
    RunningVacate tellingAs(Telling other) {
        log.tellAs(other);
        return this;
    }

    /** Its domain turned out not to be the owner's, and the watcher before was killed before it could say so. */
    List<Effect> resumeRefused(Moment now) {
        takenUpAt = now.monotonic();
        var effects = new ArrayList<Effect>();
        log.tellAgain(effects);
        effects.addAll(abandon("it was refused before the watcher was started again", now));
        return effects;
    }

    /** Its domain came back and has to go again: what is left of this one is its receipt, and what stood of alarms. */
    List<Effect> finishInstead(Moment now) {
        takenUpAt = now.monotonic();
        var effects = new ArrayList<Effect>();
        log.tellAgain(effects);
        step(effects, "resumed", now, AGAIN);
        effects.addAll(
                isReleased() ? finishReleased() : abandon("another was begun before it was seen to be released", now));
        return effects;
    }

    /** What the watcher before may have written down and not told is told again, under the same ids. */
    List<Effect> resume(Moment now) {
        takenUpAt = now.monotonic();
        var effects = new ArrayList<Effect>();
        Duration elapsed = anchor.elapsed(now.monotonic());
        resumedAt = Optional.of(elapsed);
        hypervisorWait.begin(elapsed, policy);
        if (dueEarlier) {
            log.write(effects);
        }
        log.tellAgain(effects);
        step(effects, "resumed", now, AGAIN);
        onClock(effects, now);
        return effects;
    }

    /** libvirt has said what there is: a domain that is another's by now would have been refused. */
    void onHypervisorAnswered() {
        hypervisorWait.end();
    }

    /** With the label that its moment has on the vacate's own clock. */
    static Trigger labelled(Trigger trigger, Anchor anchor) {
        return new Trigger(
                trigger.source(),
                trigger.via(),
                EventCodec.micros(anchor.observedAt()),
                trigger.rentOrderId(),
                trigger.block(),
                trigger.blockTime());
    }

    List<Effect> onClock(Moment now) {
        var effects = new ArrayList<Effect>();
        onClock(effects, now);
        return effects;
    }

    private void onClock(List<Effect> effects, Moment now) {
        if (over) {
            return;
        }
        Duration elapsed = anchor.elapsed(now.monotonic());
        if (releasedAt.isEmpty()) {
            if (!hypervisorWait.lasts(elapsed, policy) && !waitsForLook(elapsed)) {
                carryOut(effects, state.onClock(elapsed, policy), now);
                finishIfGivenUp(effects, elapsed);
            }
        } else if (release.isAllSeen() || elapsed.compareTo(lookedAroundSince().plus(DOMAIN_OFF_WAIT)) >= 0) {
            effects.addAll(finishReleased());
        }
    }

    /** From when on {@link #onClock} has something to do, on the host's monotonic clock. Empty: never. */
    Optional<MonotonicTime> nextDue() {
        if (over) {
            return Optional.empty();
        }
        Optional<Duration> due = releasedAt.isPresent()
                ? Optional.of(
                        release.isAllSeen()
                                ? Duration.ZERO
                                : lookedAroundSince().plus(DOMAIN_OFF_WAIT))
                : earliest(state.nextDue(policy), whenGivenUp())
                        .map(next -> hypervisorWait.putOff(next, policy))
                        .map(this::afterLook);
        return due.map(elapsed -> anchor.from().plus(elapsed));
    }

    private boolean waitsForLook(Duration elapsed) {
        return mayTurnOutOnTime() && lookWait.lasts(elapsed, policy.deadline());
    }

    private boolean mayTurnOutOnTime() {
        return state.alarm().compareTo(Alarm.BREACH) < 0 && release.mayBeOnTime(policy.deadline());
    }

    private Duration afterLook(Duration due) {
        return mayTurnOutOnTime() ? lookWait.putOff(due, policy.deadline()) : due;
    }

    private Optional<Duration> whenGivenUp() {
        return state.alarm() == Alarm.GIVEN_UP && !log.isReceiptSigned()
                ? Optional.of(
                        resumedAt.map(resumed -> resumed.plus(LOOK_AROUND)).orElse(Duration.ZERO))
                : Optional.empty();
    }

    private static Optional<Duration> earliest(Optional<Duration> a, Optional<Duration> b) {
        return a.isPresent() && b.isPresent()
                ? a.filter(due -> due.compareTo(b.get()) <= 0).or(() -> b)
                : a.or(() -> b);
    }

    private Duration lookedAroundSince() {
        var since = releasedAt.orElse(Duration.ZERO);
        return resumedAt.filter(resumed -> resumed.compareTo(since) > 0).orElse(since);
    }

    /**
     * One that is released holds no process any more but the one that it waited for: what is found then has come since.
     *
     * @param found the domain's process, if one was there then
     */
    List<Effect> onLooked(Optional<QemuProcess> found, Holdings holdings, Moment heard) {
        var effects = new ArrayList<Effect>();
        if (found.isPresent()) {
            if (!isReleased() || release.process().equals(found)) {
                hold(effects, found.get(), holdings);
                waitForNobodyIfItIsTheSame(found.get());
            }
        } else {
            release.onNotFound().ifPresent(before -> effects.add(new Effect.LookForEnd(before, release.holdings())));
        }
        effects.addAll(releaseIfProven(heard));
        return effects;
    }

    /** Nobody can say whether its process is there. */
    List<Effect> onLookFailed(Moment heard) {
        var effects = new ArrayList<Effect>();
        release.onLookFailed().ifPresent(before -> effects.add(new Effect.LookForEnd(before, release.holdings())));
        effects.addAll(releaseIfProven(heard));
        return effects;
    }

    /** A domain becomes another's only when it is started anew: libvirt changes nothing of one that runs. */
    private void waitForNobodyIfItIsTheSame(QemuProcess found) {
        boolean ranThen = !anchor.from().isBefore(found.startedAt());
        if (ranThen && resumedAt.isPresent()) {
            hypervisorWait.end();
        }
    }

    private VacateHeld holds(QemuProcess process) {
        return new VacateHeld(log.vacateId(), process, release.holdings());
    }

    private void hold(List<Effect> effects, QemuProcess found, Holdings holdings) {
        if (release.onFound(found, holdings)) {
            effects.add(new Effect.Write(holds(found)));
        }
    }

    /** @param looked what was seen of what it held; told again while not all of it is given back */
    List<Effect> onProcessEnded(QemuProcess ended, Release looked, Moment heard) {
        var effects = new ArrayList<Effect>();
        boolean isAnother = isReleased()
                && release.process().filter(own -> !own.equals(ended)).isPresent();
        if (release.isOldNews(ended) || isAnother) {
            return effects;
        }
        hold(effects, ended, release.holdings());
        var elapsed = elapsed(heard);
        release.onEnded(looked, elapsed).ifPresent(held -> log.step(effects, "process-ended", elapsed, held));
        effects.addAll(releaseIfProven(heard));
        return effects;
    }

    List<Effect> onDomainOff(Moment heard) {
        var effects = new ArrayList<Effect>();
        if (release.onDomainOff(elapsed(heard))) {
            log.step(effects, "domain-off", elapsed(heard), "");
        }
        effects.addAll(releaseIfProven(heard));
        return effects;
    }

    /** Of a kill that is repeated only the first is told: where it does not help, it is repeated for hours. */
    List<Effect> onApplied(Force force, String note, Moment heard) {
        var effects = new ArrayList<Effect>();
        if (!note.isEmpty() && (force != Force.KILL || !log.isTaken(name(force) + "-sent"))) {
            log.step(effects, name(force) + "-sent", elapsed(heard), note);
        }
        return effects;
    }

    /**
     * Heard of earlier than we knew: the deadline moves, and only this way. What was done already was done that much
     * later after the signal. A vacate that the rental itself did not begin, but a domain that was started during it,
     * counts from that start.
     *
     * @param first from when the rental counted until now
     */
    List<Effect> hearOf(Anchor first, CountsFrom earlier) {
        var effects = new ArrayList<Effect>();
        boolean countsFromRental = anchor.from().equals(first.from());
        if (releasedAt.isEmpty() && countsFromRental && earlier.anchor().from().isBefore(anchor.from())) {
            move(effects, earlier);
        }
        return effects;
    }

    /**
     * It has to be gone by ten seconds after that, and nobody had told so: its process has run since then, or, where
     * the rental that had begun it was taken back, the next one counts from then.
     */
    List<Effect> countFrom(CountsFrom started) {
        var effects = new ArrayList<Effect>();
        var toldFrom = anchor.from().minus(STARTS_ARE_TOLD_WITHIN);
        if (releasedAt.isEmpty() && started.anchor().from().isBefore(toldFrom)) {
            move(effects, started);
        }
        return effects;
    }

    private void move(List<Effect> effects, CountsFrom earlier) {
        var moved = anchor.from().since(earlier.anchor().from());
        release.move(moved);
        resumedAt = resumedAt.map(moved::plus);
        lookWait.move(moved);
        hypervisorWait.move(moved, policy);
        anchor = anchor.movedTo(earlier.anchor());
        log.move(effects, moved, labelled(earlier.trigger(), anchor), anchor);
    }

    /**
     * Heard that its ten seconds may have been over before we were there: what is left of asking is left out, unless it
     * is gone by what else was told.
     */
    void hurry(Moment now) {
        policy = policy.hurriedFrom(anchor.elapsed(now.monotonic()));
    }

    /** It turned out not to be the owner's after all: hands off. */
    List<Effect> abandon(String reason, Moment heard) {
        var effects = new ArrayList<Effect>();
        log.step(effects, "refused", elapsed(heard), reason);
        finish(effects, Outcome.FAILED, elapsed(heard));
        over = true;
        return effects;
    }

    /** With what was seen by now: its domain may have been started again before libvirt's word came. */
    List<Effect> finishReleased() {
        var effects = new ArrayList<Effect>();
        releasedAt.ifPresent(elapsed -> finish(effects, outcome(elapsed), elapsed));
        over = true;
        return effects;
    }

    private List<Effect> releaseIfProven(Moment heard) {
        var effects = new ArrayList<Effect>();
        var proof = release.findProven();
        if (proof.isPresent() && releasedAt.isEmpty()) {
            releasedAt = proof;
            carryOut(effects, state.onReleased(proof.get(), policy), heard);
        }
        if (releasedAt.isPresent() && !over && release.isAllSeen()) {
            effects.addAll(finishReleased());
        }
        return effects;
    }

    /** Of what was told. */
    private Duration elapsed(Moment heard) {
        return anchor.elapsed(heard.monotonic().isBefore(takenUpAt) ? takenUpAt : heard.monotonic());
    }

    private void carryOut(List<Effect> effects, Step step, Moment now) {
        state = step.next();
        for (Action action : step.actions()) {
            if (action instanceof Action.Apply apply) {
                if (apply.force() != Force.KILL || !log.isTaken(name(Force.KILL))) {
                    step(effects, name(apply.force()), now, "");
                }
                Duration left = policy.deadline().minus(anchor.elapsed(now.monotonic()));
                effects.add(new Effect.Apply(log.vacateId(), apply.force(), domain, left));
            } else if (action instanceof Action.Raise raise) {
                step(effects, name(raise.alarm()), now, "");
                log.tell(effects, new Effect.Ran(raise.alarm()));
            } else if (action instanceof Action.CertifyRelease certify) {
                log.step(effects, "released", certify.took(), "");
            }
        }
    }

    private void finishIfGivenUp(List<Effect> effects, Duration elapsed) {
        boolean hasLookedAround = resumedAt
                .filter(resumed -> elapsed.compareTo(resumed.plus(LOOK_AROUND)) < 0)
                .isEmpty();
        if (state.alarm() == Alarm.GIVEN_UP && hasLookedAround) {
            finish(effects, Outcome.FAILED, elapsed);
        }
    }

    private void finish(List<Effect> effects, Outcome outcome, Duration elapsed) {
        if (!log.isReceiptSigned()) {
            log.sign(effects, draft(outcome, elapsed));
        }
    }

    /** What its receipt would be if this were its end. */
    VacateCompleted soFar(Moment now) {
        return draft(Outcome.FAILED, anchor.elapsed(now.monotonic()));
    }

    private VacateCompleted draft(Outcome outcome, Duration elapsed) {
        return log.draft(outcome, elapsed, releasedAt, release, endedBy());
    }

    private Outcome outcome(Duration elapsed) {
        return elapsed.compareTo(policy.deadline()) <= 0 ? Outcome.ON_TIME : Outcome.LATE;
    }

    private EndedBy endedBy() {
        return state.applied()
                .map(force -> switch (force) {
                    case ASK -> EndedBy.GUEST;
                    case TERMINATE -> EndedBy.TERM;
                    case KILL -> EndedBy.KILL;
                })
                .orElse(EndedBy.ALREADY_OFF);
    }

    private void step(List<Effect> effects, String name, Moment now, String note) {
        log.step(effects, name, elapsed(now), note);
    }

    private static String name(Enum<?> constant) {
        return constant == Force.TERMINATE
                ? "term"
                : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    UUID id() {
        return log.vacateId();
    }

    OwnerDomain domain() {
        return domain;
    }

    Trigger trigger() {
        return log.trigger();
    }

    Anchor anchor() {
        return anchor;
    }

    boolean isOver() {
        return over;
    }

    /** Also of one that was given up, and whose domain is there to this day. */
    boolean isReceiptSigned() {
        return log.isReceiptSigned();
    }

    boolean isResumed() {
        return resumedAt.isPresent();
    }

    /** Whether nobody knows for how long its process had run when it was found. */
    boolean isOfUnknownStart() {
        return ofUnknownStart;
    }

    boolean isReleased() {
        return releasedAt.isPresent();
    }

    /** Whether it is gone because it was told to go. */
    boolean hasStoppedIt() {
        return isReleased() && state.applied().isPresent();
    }

    /** The last force that was applied. */
    Optional<Force> applied() {
        return state.applied();
    }

    VacatePolicy policy() {
        return policy;
    }

    /** The one that it waits for. */
    Optional<QemuProcess> seenProcess() {
        return release.process();
    }

    boolean hasSeenProcess() {
        return release.hasSeenProcess();
    }

    List<VacateStep> steps() {
        return log.steps();
    }

    boolean isBroken() {
        return releasedAt.isEmpty() && state.alarm().compareTo(Alarm.BREACH) >= 0;
    }

    VacateView view(Moment now) {
        return log.view(anchor.elapsed(now.monotonic()), state.applied().map(RunningVacate::name), name(state.alarm()));
    }
}
