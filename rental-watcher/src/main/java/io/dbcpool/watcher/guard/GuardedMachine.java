package io.dbcpool.watcher.guard;

import io.dbcpool.configuration.Locality;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.watcher.belief.Belief;
import io.dbcpool.watcher.comeback.Owed;
import io.dbcpool.watcher.comeback.Situation;
import io.dbcpool.watcher.comeback.Situation.Standing;
import io.dbcpool.watcher.comeback.StartOutcome;
import io.dbcpool.watcher.drill.DrillRule;
import io.dbcpool.watcher.drill.Tuning;
import io.dbcpool.watcher.guard.Comebacks.Candidate;
import io.dbcpool.watcher.guard.MachineView.DrillsView;
import io.dbcpool.watcher.guard.MachineView.PlannedDrillView;
import io.dbcpool.watcher.guard.Observation.Changed;
import io.dbcpool.watcher.guard.Observation.Disconnected;
import io.dbcpool.watcher.guard.Observation.DrillAsked;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.guard.Observation.LastStepProbed;
import io.dbcpool.watcher.guard.Observation.Listed;
import io.dbcpool.watcher.guard.Observation.LookFailed;
import io.dbcpool.watcher.guard.Observation.Looked;
import io.dbcpool.watcher.guard.Observation.ProcessEnded;
import io.dbcpool.watcher.guard.Observation.RefusedAtCall;
import io.dbcpool.watcher.guard.Observation.Released;
import io.dbcpool.watcher.guard.Observation.StartEnded;
import io.dbcpool.watcher.journal.JournalRecord;
import io.dbcpool.watcher.owner.OwnerAllowList;
import io.dbcpool.watcher.owner.OwnerDomain;
import io.dbcpool.watcher.process.QemuProcess;
import io.dbcpool.watcher.vacate.Force;
import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import io.dbcpool.watcher.vacate.VacatePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One machine under guard: what is believed of it, which domains run on it, which of the owner's are being vacated.
 * {@link #take} takes an observation and says what is to be done, and {@link #pass} says what is due; neither reads a
 * clock or does anything itself, so that a test, or a simulation, can play any history through them. Used by one
 * thread.
 */
final class GuardedMachine {

    private final Machine machine;
    private final GuardSettings settings;
    /** Whether its processes are this host's. */
    private final boolean local;

    private final DomainTable domains;
    private final Map<UUID, RunningVacate> vacates = new LinkedHashMap<>();
    private final SeenProcesses processes = new SeenProcesses();
    private final FirstList firstList = new FirstList();
    private final PinnedLooks pinnedLooks;
    private final HypervisorLink link;
    private final LastStep lastStep;
    private final Claims claims;
    private final Hearing hearing;
    private final Drills drills;
    private final Comebacks comebacks;
    private final List<JournalRecord> unwritten;
    /** Of domains that have to go again already: those whose receipt the watcher before did not come to write. */
    private final List<RunningVacate> unfinished = new ArrayList<>();

    GuardedMachine(Machine machine, GuardSettings settings, Remembered remembered, Moment now) {
        this.machine = machine;
        this.settings = settings;
        this.local = Locality.isLocal(machine.libvirt());
        this.domains = new DomainTable(machine.id(), remembered.pins().allowList(machine));
        this.claims = new Claims(machine.ownDomains(), machine.libvirt());
        this.hearing = new Hearing(machine, settings, remembered, now);
        this.link = new HypervisorLink(machine.libvirt(), local, now);
        this.lastStep = new LastStep(local);
        this.pinnedLooks = new PinnedLooks(local, now.monotonic());
        this.drills = new Drills(machine, settings, remembered.drills());
        this.comebacks = new Comebacks(machine, remembered.comebacks());
        this.unwritten = remembered.pins().unwritten();
        remembered.vacates().forEach(vacate -> {
            Optional.ofNullable(vacates.put(vacate.domain().uuid(), drills.resume(vacate)))
                    .ifPresent(unfinished::add);
            vacate.seenProcess().ifPresent(processes::see);
            if (!drills.isDrill(vacate)) {
                hearing.resume(new CountsFrom(vacate.anchor(), vacate.trigger()));
            }
        });
    }

    /**
     * What is to be done first: go on with what a watcher before this one began, and look for the owner's processes.
     */
    List<Effect> start(Moment now) {
        var effects = new ArrayList<Effect>();
        write(effects, unwritten);
        unfinished.forEach(vacate -> effects.addAll(vacate.finishInstead(now)));
        for (RunningVacate vacate : List.copyOf(vacates.values())) {
            if (domains.allowList().isRefused(vacate.domain().uuid())) {
                effects.addAll(vacate.resumeRefused(now));
            } else {
                effects.addAll(vacate.resume(now));
                effects.add(new Effect.LookForProcess(vacate.domain().uuid()));
            }
        }
        effects.addAll(drills.start());
        vacateOwners(effects, now, now);
        lookForPinned(effects, now);
        return withEvidence(effects);
    }

    /**
     * libvirt does not say what runs, or is not believed when it says that nothing does: the processes of all pinned
     * domains that it does not call active are looked for.
     */
    private void lookForPinned(List<Effect> effects, Moment now) {
        pinnedLooks.onLooked(now.monotonic());
        domains.pinnedNotActive().forEach(uuid -> effects.add(new Effect.LookForProcess(uuid)));
    }

    /**
     * What libvirt tells may be of a while ago: an owner's domain that it calls off may have been started since. Not
     * one that goes already, nor one that was refused.
     */
    private void lookBehindLibvirt(List<Effect> effects, Moment now) {
        pinnedLooks.onLooked(now.monotonic());
        domains.pinnedNotActive().stream()
                .filter(uuid ->
                        !vacates.containsKey(uuid) && domains.findPinned(uuid).isPresent())
                .forEach(uuid -> effects.add(new Effect.LookForProcess(uuid)));
    }

    /** Takes up what was told just now, where nothing else waits. */
    List<Effect> on(Observation observation, Moment now) {
        var effects = new ArrayList<>(take(observation, now, now));
        effects.addAll(pass(now));
        return effects;
    }

    /**
     * Takes up what was told. What happened is of then, what is done about it of now; that time has passed meanwhile is
     * said by {@link #pass}, when nothing waits of this machine any longer.
     *
     * @param heard when it was told, on the thread that had seen it: it was so by then
     */
    List<Effect> take(Observation observation, Moment heard, Moment now) {
        var effects = new ArrayList<Effect>();
        if (observation instanceof Heard word) {
            word.evidence().ifPresent(evidence -> hearing.note(evidence, isVacatingForRenter()));
            follow(effects, hearing.hear(effects, word.signal(), heard), heard, now);
        } else if (observation instanceof Listed listed) {
            onListed(effects, listed, heard, now);
        } else if (observation instanceof Changed changed) {
            write(effects, domains.put(changed.domain(), heard));
            look(effects, heard, now);
        } else if (observation instanceof Disconnected) {
            link.onLost(heard);
            firstList.onLost(heard.monotonic());
        } else if (observation instanceof Looked looked) {
            onLooked(effects, looked, heard, now);
        } else if (observation instanceof LookFailed failed) {
            onLookFailed(effects, failed.domain(), heard, now);
        } else if (observation instanceof ProcessEnded ended) {
            processes.end(ended.process(), heard.monotonic());
            processes.forgetIf(domains::isSeenOff);
            to(
                    effects,
                    ended.process().domainUuid(),
                    vacate -> vacate.onProcessEnded(ended.process(), ended.release(), heard));
        } else if (observation instanceof Observation.Applied applied) {
            toVacate(effects, applied.vacateId(), vacate -> vacate.onApplied(applied.force(), applied.note(), heard));
        } else if (observation instanceof RefusedAtCall refusal) {
            onRefusedAtCall(effects, refusal, heard);
        } else if (observation instanceof LastStepProbed probed) {
            effects.add(lastStep.onProbed(probed.obstacle()));
        } else if (observation instanceof Released released) {
            hearing.release(effects, released, heard);
        } else if (observation instanceof DrillAsked asked) {
            drill(effects, asked, now);
        } else if (observation instanceof StartEnded ended) {
            onStartEnded(effects, ended, heard, now);
        }
        settleOver(effects, now);
        return withEvidence(effects);
    }

    private void onListed(List<Effect> effects, Listed listed, Moment heard, Moment now) {
        effects.add(link.onAnswered());
        firstList.onListed(heard.monotonic());
        write(effects, domains.replaceAll(listed, heard));
        look(effects, heard, now);
        link.onTakenUp();
        vacates.values().forEach(RunningVacate::onHypervisorAnswered);
    }

    private void onLooked(List<Effect> effects, Looked looked, Moment heard, Moment now) {
        var uuid = looked.domain();
        var startedAt = looked.process().flatMap(process -> startOf(process, heard));
        startedAt.ifPresent(started -> domains.ranSince(uuid, started));
        if (looked.process().filter(processes::see).isPresent()) {
            domains.startedAgain(uuid, startedAt.orElse(heard));
            vacateOwners(effects, heard, now);
        }
        firstList.onLooked(uuid);
        if (looked.process().isPresent() && firstList.isAwaited()) {
            vacateOwners(effects, heard, now);
        }
        if (looked.process().isPresent()) {
            lastStep.onLooked(false);
        } else if (runsHere(uuid)) {
            lastStep.onLooked(!processes.hasEnded(uuid));
        }
        if (looked.process().isEmpty() && processes.hasLastSeenEnded(uuid)) {
            domains.isNotThere(uuid, heard);
        }
        looked.process()
                .filter(process -> !processes.hasEnded(process))
                .ifPresent(process -> guardUnseen(effects, process, startedAt, heard, now));
        startedAt.ifPresent(started -> countFrom(effects, uuid, started));
        to(effects, uuid, vacate -> vacate.onLooked(looked.process(), looked.holdings(), heard));
    }

    private void onLookFailed(List<Effect> effects, UUID uuid, Moment heard, Moment now) {
        domains.find(uuid)
                .filter(KnownDomain::isActive)
                .map(KnownDomain::seenAt)
                .filter(runsAt -> processes.forgetIfItRunsAgain(uuid, runsAt))
                .ifPresent(runsAt -> {
                    domains.startedAgain(uuid, heard.movedTo(runsAt));
                    vacateOwners(effects, heard, now);
                });
        firstList.onLookFailed(uuid);
        if (firstList.isAwaited()) {
            vacateOwners(effects, heard, now);
        }
        to(effects, uuid, vacate -> vacate.onLookFailed(heard));
    }

    private void onRefusedAtCall(List<Effect> effects, RefusedAtCall refusal, Moment heard) {
        toVacate(effects, refusal.vacateId(), vacate -> {
            var uuid = vacate.domain().uuid();
            write(effects, domains.refuse(uuid, refusal.reason(), heard));
            effects.add(claims.refuse(uuid, refusal.reason()));
            return vacate.abandon(refusal.reason(), heard);
        });
    }

    /** What was heard goes into the journal while a vacate is under way, and with its end into the receipt. */
    private List<Effect> withEvidence(List<Effect> effects) {
        boolean signs = false;
        for (Effect effect : effects) {
            signs |= effect instanceof Effect.SignReceipt;
        }
        if (signs || isVacatingForRenter()) {
            effects.addAll(hearing.writeNoted());
        }
        if (!signs) {
            return effects;
        }
        effects.replaceAll(effect -> effect instanceof Effect.SignReceipt sign
                ? new Effect.SignReceipt(hearing.withSignals(sign.draft()))
                : effect);
        return effects;
    }

    private boolean isVacatingForRenter() {
        for (RunningVacate vacate : vacates.values()) {
            if (!drills.isDrill(vacate)) {
                return true;
            }
        }
        return false;
    }

    private void follow(List<Effect> effects, News news, Moment heard, Moment now) {
        if (news instanceof News.Begun) {
            countFromRental(effects, heard);
            vacateOwners(effects, heard, now);
            lookForPinned(effects, now);
        } else if (news instanceof News.HeardEarlier earlier) {
            vacates.values().forEach(vacate -> effects.addAll(vacate.hearOf(earlier.before(), earlier.since())));
            countFromRental(effects, heard);
        } else if (news instanceof News.Overdue) {
            hurryFound(vacate -> !vacate.isResumed(), now);
        } else if (news instanceof News.Hinted) {
            domains.activeOwners().stream()
                    .filter(KnownDomain::canBeAsked)
                    .flatMap(domain -> domain.owners().stream())
                    .filter(owners -> !vacates.containsKey(owners.uuid()))
                    .forEach(owners -> effects.add(new Effect.Apply(
                            settings.ids().get(),
                            Force.ASK,
                            owners,
                            settings.policy().deadline())));
        }
    }

    private void hurryFound(Predicate<RunningVacate> which, Moment now) {
        vacates.values().stream()
                .filter(which.and(vacate -> isFound(vacate.domain().uuid())))
                .forEach(vacate -> vacate.hurry(now));
    }

    /** Whether libvirt said at the first look that it runs, and nobody knows since when. */
    private boolean isFound(UUID uuid) {
        return domains.find(uuid)
                .filter(domain -> domain.isActive() && domain.startedAt().isEmpty())
                .isPresent();
    }

    /** After any look at the host: whose domains are active now, and what follows. */
    private void look(List<Effect> effects, Moment heard, Moment now) {
        var renters = domains.activeRenters().stream()
                .map(renter -> renter.snapshot().uuid())
                .collect(Collectors.toSet());
        follow(
                effects,
                hearing.look(effects, renters, !link.wasEverConnected(), isVacatingForRenter(), heard),
                heard,
                now);
        effects.addAll(claims.check(domains));
        processes.forgetIf(domains::isSeenOff);
        vacateOwners(effects, heard, now);
        if (hearing.isOverdue()) {
            hurryFound(RunningVacate::isOfUnknownStart, now);
        }
        for (RunningVacate vacate : List.copyOf(vacates.values())) {
            if (link.isConnected() && domains.isOff(vacate.domain().uuid())) {
                effects.addAll(vacate.onDomainOff(heard));
            }
        }
        domains.activeOwners()
                .forEach(domain ->
                        effects.add(new Effect.LookForProcess(domain.snapshot().uuid())));
    }

    /** Every active domain of the owner's goes while the machine is believed rented, also one that was just started. */
    private void vacateOwners(List<Effect> effects, Moment heard, Moment now) {
        if (!(hearing.belief().belief() instanceof Belief.Rented rented)) {
            return;
        }
        endDrills(effects, rented, heard, now);
        for (KnownDomain domain : domains.activeOwners()) {
            var owners = domain.owners().orElseThrow();
            var running = vacates.get(owners.uuid());
            boolean isThere = !processes.hasEnded(owners.uuid());
            if (isThere && (running == null || running.isReleased()) && !isToBeFoundFirst(domain, heard, now)) {
                if (running != null) {
                    effects.addAll(running.finishReleased());
                }
                var startedAt = comebacks.findBegunAt(owners.uuid()).or(domain::startedAt);
                var vacate = vacate(owners, rented, startedAt, policyOf(domain, startedAt), heard, now)
                        .after(findProcessOfEarlier(owners.uuid()));
                begin(effects, vacate, vacate.begin(now));
            }
        }
    }

    /** Of one that libvirt alone calls running, and that would be late from its beginning. */
    private boolean isToBeFoundFirst(KnownDomain domain, Moment heard, Moment now) {
        var uuid = domain.snapshot().uuid();
        return runsHere(uuid)
                && domain.startedAt().isEmpty()
                && hearing.isOver(now)
                && !processes.isThere(uuid)
                && firstList.mayBeOld(uuid, heard.monotonic(), now.monotonic());
    }

    /** Of one that was found running the deadline may be over, or be what a watcher before this one had stamped. */
    private VacatePolicy policyOf(KnownDomain domain, Optional<Moment> startedAt) {
        var policy = drills.policyOf(domain.snapshot().uuid(), domain.canBeAsked());
        return startedAt.isEmpty() && hearing.isOverdue() ? policy.hurriedFrom(Duration.ZERO) : policy;
    }

    /** What a drill has begun, the vacate goes on with. */
    private void endDrills(List<Effect> effects, Belief.Rented rented, Moment heard, Moment now) {
        for (RunningVacate drill : List.copyOf(vacates.values())) {
            if (drills.isDrill(drill) && !drill.isReleased()) {
                effects.addAll(drills.becomeVacate(drill, now));
                var vacate = vacate(
                                drill.domain(),
                                rented,
                                Optional.empty(),
                                drills.policyOf(
                                        drill.domain().uuid(),
                                        !drill.policy().soft().isZero()),
                                heard,
                                now)
                        .goingOnWith(drill);
                var begun =
                        drill.applied().map(force -> vacate.begin(force, now)).orElseGet(() -> vacate.begin(now));
                begin(effects, vacate, begun);
            }
        }
    }

    /** A pinned domain's process is there: libvirt cannot be asked, or not what the domain is, or is wrong. */
    private void guardUnseen(
            List<Effect> effects, QemuProcess process, Optional<Moment> startedAt, Moment heard, Moment now) {
        var uuid = process.domainUuid();
        if (hearing.belief().belief() instanceof Belief.Rented rented
                && !vacates.containsKey(uuid)
                && domains.find(uuid).filter(KnownDomain::isActive).isEmpty()) {
            domains.findPinned(uuid)
                    .map(owners -> vacate(
                                    owners,
                                    rented,
                                    startedAt.or(() -> startUnseen(process, heard)),
                                    drills.policyOf(owners.uuid(), true),
                                    heard,
                                    now)
                            .after(processes.findEarlier(uuid)))
                    .map(vacate ->
                            link.wasEverConnected() ? vacate : vacate.waitingForHypervisor(startedAt.isEmpty(), now))
                    .ifPresent(vacate -> begin(effects, vacate, vacate.begin(now)));
        }
    }

    /**
     * When it started, if that is less than the ten seconds ago: what may have to be gone since then is late anyhow.
     */
    private Optional<Moment> startOf(QemuProcess process, Moment heard) {
        var age = heard.monotonic().since(process.startedAt());
        return age.isNegative() || age.compareTo(settings.policy().deadline()) >= 0
                ? Optional.empty()
                : Optional.of(heard.movedTo(process.startedAt()));
    }

    /** A vacate of a domain that was started while the machine was rented counts from the start of its process. */
    private void countFrom(List<Effect> effects, UUID uuid, Moment started) {
        hearing.countsFromStart(started)
                .ifPresent(counts ->
                        to(effects, uuid, vacate -> drills.isDrill(vacate) ? List.of() : vacate.countFrom(counts)));
    }

    /**
     * What another rental had begun, which is over by now, goes on; it counts from this one where that is earlier. Of
     * one that a watcher before this one began, and that may count from the start of its domain, its process tells.
     */
    private void countFromRental(List<Effect> effects, Moment heard) {
        for (RunningVacate vacate : vacates.values()) {
            var known = domains.find(vacate.domain().uuid()).filter(KnownDomain::isActive);
            var process = vacate.seenProcess();
            if (!drills.isDrill(vacate) && (process.isPresent() || (known.isPresent() && !vacate.isResumed()))) {
                var startedAt = known.flatMap(KnownDomain::startedAt)
                        .or(() -> process.flatMap(seen -> startOf(seen, heard).or(() -> startUnseen(seen, heard))));
                effects.addAll(vacate.countFrom(hearing.countsFrom(startedAt, heard)));
            }
        }
    }

    /** Of a process of longer ago: it ran before the rental if that is fresh. */
    private Optional<Moment> startUnseen(QemuProcess process, Moment heard) {
        return hearing.isFresh(heard)
                ? Optional.empty()
                : Optional.of(hearing.hasToGoSince(process.startedAt(), heard));
    }

    private RunningVacate vacate(
            OwnerDomain owners,
            Belief.Rented rented,
            Optional<Moment> startedAt,
            VacatePolicy policy,
            Moment heard,
            Moment now) {
        var counts = hearing.countsFrom(startedAt, heard);
        return RunningVacate.of(
                settings.ids().get(),
                machine.id(),
                owners,
                rented.key(),
                counts.trigger(),
                counts.anchor(),
                policy,
                settings.actor(),
                now,
                settings.bootId());
    }

    /** Of a vacate that is over: its domain came back, and the end of that process may be told once more. */
    private Optional<QemuProcess> findProcessOfEarlier(UUID uuid) {
        return Optional.ofNullable(vacates.get(uuid))
                .filter(RunningVacate::isReleased)
                .flatMap(RunningVacate::seenProcess)
                .or(() -> processes.findEarlier(uuid));
    }

    private void begin(List<Effect> effects, RunningVacate vacate, List<Effect> begun) {
        vacates.put(vacate.domain().uuid(), vacate);
        effects.addAll(begun);
        effects.add(new Effect.LookForProcess(vacate.domain().uuid()));
    }

    private void drill(List<Effect> effects, DrillAsked asked, Moment now) {
        var missing = DrillRule.findMissing(facts());
        if (!missing.isEmpty()) {
            drills.refuse(asked, missing);
            return;
        }
        for (KnownDomain domain : domains.activeOwners()) {
            var drill = drills.begin(effects, asked, domain, now);
            begin(effects, drill, drill.begin(now));
        }
    }

    private DrillRule.Facts facts() {
        Optional<String> busy =
                comebacks.isStarting() ? Optional.of("one of its domains is being started") : Optional.empty();
        return new DrillRule.Facts(
                hearing.belief().belief(),
                BeliefRecord.describe(hearing.belief().belief()),
                settings.trust().holdDown(),
                settings.chainConfigured(),
                link.isConnected(),
                local,
                vacates.isEmpty() ? busy : Optional.of("one of its domains is being stopped already"),
                domains.activeOwners().stream().map(KnownDomain::snapshot).toList(),
                domains.listActiveStrangers());
    }

    /** The belief is looked at again: whoever rented the machine meanwhile finds the domain vacated at once. */
    private void onStartEnded(List<Effect> effects, StartEnded ended, Moment heard, Moment now) {
        if (ended.outcome() == StartOutcome.STARTED) {
            var begunAt = heard.movedTo(ended.begunAt());
            domains.startedByUs(ended.domain().uuid(), begunAt);
            effects.add(new Effect.LookForProcess(ended.domain().uuid()));
        }
        comebacks.onStartEnded(effects, ended, now);
        vacateOwners(effects, heard, now);
    }

    /** Empty while the domain is being stopped. */
    private Optional<Candidate> candidate(DomainRef domain) {
        if (vacates.containsKey(domain.uuid())) {
            return Optional.empty();
        }
        var known = domains.find(domain.uuid());
        boolean isActive = known.filter(KnownDomain::isActive).isPresent() && !processes.hasEnded(domain.uuid());
        boolean isFree = hearing.belief().isFree(); // else nothing is started, whatever runs and was measured
        return Optional.of(new Candidate(
                new Situation(
                        machine.restart(),
                        hearing.belief().belief(),
                        hearing.describe(),
                        link.isConnected(),
                        local,
                        known.filter(KnownDomain::hasProcess).isPresent(),
                        isActive ? Standing.ACTIVE : known.isPresent() ? Standing.OFF : Standing.GONE,
                        isFree ? domains.listActiveStrangers() : List.of(),
                        known.flatMap(domains::findDoubt),
                        isFree ? drills.findMisfit(domain) : Optional.empty()),
                known.flatMap(KnownDomain::owners)));
    }

    /** It is over: what it took is known, and whether it is to come back. */
    private void settle(List<Effect> effects, RunningVacate vacate, Moment now) {
        boolean byDrill = drills.isDrill(vacate);
        if (vacate.hasStoppedIt() && (byDrill || machine.restart() == Restart.WHEN_FREE)) {
            comebacks.owe(effects, vacate.domain().ref(), new Owed(byDrill, vacate.hasSeenProcess(), false), now);
        }
        drills.forget(vacate, now);
    }

    /** Whether libvirt on this very host runs it in a process, which we should see then. The test driver has none. */
    private boolean runsHere(UUID uuid) {
        return local
                && domains.find(uuid)
                        .filter(KnownDomain::isActive)
                        .filter(KnownDomain::hasProcess)
                        .isPresent();
    }

    /** Time has passed, and everything that was told until now was taken up: what was due by now is late. */
    List<Effect> pass(Moment now) {
        var effects = new ArrayList<Effect>();
        hearing.onClock(effects, now);
        if (firstList.isOver(now.monotonic())) {
            vacateOwners(effects, now, now);
        }
        if (hearing.belief().isRented()) {
            if (saysNotAll() && pinnedLooks.isDueWithoutLibvirt(now.monotonic())) {
                lookForPinned(effects, now);
            } else if (!saysNotAll() && pinnedLooks.isDueBehindLibvirt(now.monotonic())) {
                lookBehindLibvirt(effects, now);
            }
        }
        vacates.values().forEach(vacate -> effects.addAll(vacate.onClock(now)));
        settleOver(effects, now);
        comebacks.onClock(effects, this::candidate, now);
        if (hearing.belief().isFree()
                && drills.isDue(now)
                && DrillRule.findMissing(facts()).isEmpty()) {
            drill(effects, drills.ofSchedule(), now);
        }
        link.onClock(now).ifPresent(effects::add);
        return withEvidence(effects);
    }

    /** Whether libvirt cannot be asked, or does not describe all that runs. */
    private boolean saysNotAll() {
        return !link.isConnected() || domains.isAnyUnread();
    }

    private void settleOver(List<Effect> effects, Moment now) {
        if (vacates.isEmpty()) {
            return;
        }
        for (RunningVacate vacate : List.copyOf(vacates.values())) {
            if (vacate.isOver()) {
                vacates.remove(vacate.domain().uuid(), vacate);
                vacate.seenProcess().ifPresent(processes::leave);
                settle(effects, vacate, now);
            }
        }
    }

    private static void write(List<Effect> effects, List<JournalRecord> records) {
        records.forEach(record -> effects.add(new Effect.Write(record)));
    }

    private void to(List<Effect> effects, UUID domain, Function<RunningVacate, List<Effect>> told) {
        var vacate = vacates.get(domain);
        if (vacate != null) {
            effects.addAll(told.apply(vacate));
        }
    }

    private void toVacate(List<Effect> effects, UUID vacateId, Function<RunningVacate, List<Effect>> told) {
        vacates.values().stream()
                .filter(vacate -> vacate.id().equals(vacateId))
                .findFirst()
                .ifPresent(vacate -> effects.addAll(told.apply(vacate)));
    }

    Machine machine() {
        return machine;
    }

    boolean isRented() {
        return hearing.belief().isRented();
    }

    boolean isFree() {
        return hearing.belief().isFree();
    }

    boolean isVacating() {
        return !vacates.isEmpty();
    }

    /**
     * While it is vacated: from when on a tick has something to do that cannot wait for the half second in which every
     * machine gets one. Empty: nothing has.
     */
    Optional<MonotonicTime> nextDue() {
        var unseen = saysNotAll() && hearing.belief().isRented()
                ? Stream.of(pinnedLooks.nextDueWithoutLibvirt())
                : Stream.<MonotonicTime>empty();
        return Stream.concat(unseen, vacates.values().stream().flatMap(vacate -> vacate.nextDue().stream()))
                .min((a, b) -> Long.signum(a.nanos() - b.nanos()));
    }

    OwnerAllowList allowList() {
        return domains.allowList();
    }

    MachineView view(Moment now, Optional<VacateCompleted> lastVacate) {
        return new MachineView(
                machine.id(),
                machine.name(),
                hearing.view(),
                OwnDomainViews.of(machine.ownDomains(), domains),
                runningVacates(now),
                lastVacate,
                ofRenters().anyMatch(RunningVacate::isBroken),
                link.isConnected(),
                link.wasEverConnected(),
                link.isAwaited(now),
                lastStep.obstacle().isEmpty(),
                lastStep.obstacle(),
                warnings(),
                comebacks.view(),
                drillsView(now));
    }

    List<VacateView> runningVacates(Moment now) {
        return ofRenters().map(vacate -> vacate.view(now)).toList();
    }

    private Stream<RunningVacate> ofRenters() {
        return vacates.values().stream().filter(vacate -> !drills.isDrill(vacate));
    }

    private DrillsView drillsView(Moment now) {
        return new DrillsView(
                DrillRule.findMissing(facts()),
                domains.activeOwners().stream()
                        .map(domain -> new PlannedDrillView(
                                domain.owners().orElseThrow().ref(),
                                Tuning.budget(drills.policyOf(domain.snapshot().uuid(), domain.canBeAsked()))))
                        .toList(),
                vacates.values().stream()
                        .flatMap(vacate -> drills.view(vacate, now).stream())
                        .toList(),
                drills.list(),
                drills.findRefused());
    }

    private List<String> warnings() {
        var warnings = new ArrayList<String>();
        link.warning().ifPresent(warnings::add);
        warnings.addAll(claims.warnings(domains));
        warnings.addAll(comebacks.warnings());
        lastStep.warning().ifPresent(warnings::add);
        if (hearing.isInDoubt() && !domains.activeOwners().isEmpty()) {
            warnings.add("its owner's domain runs although nobody can say that the machine is free");
        }
        return warnings;
    }
}
