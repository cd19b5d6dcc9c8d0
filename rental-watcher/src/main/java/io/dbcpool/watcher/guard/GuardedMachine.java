package io.dbcpool.watcher.guard;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.Alert.Severity;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.watcher.belief.Belief;
import io.dbcpool.watcher.belief.Signal;
import io.dbcpool.watcher.belief.Signal.RentersDomain;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.guard.Observation.Changed;
import io.dbcpool.watcher.guard.Observation.Disconnected;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.guard.Observation.LastStepProbed;
import io.dbcpool.watcher.guard.Observation.Listed;
import io.dbcpool.watcher.guard.Observation.Looked;
import io.dbcpool.watcher.guard.Observation.ProcessEnded;
import io.dbcpool.watcher.guard.Observation.RefusedAtCall;
import io.dbcpool.watcher.guard.Observation.Released;
import io.dbcpool.watcher.journal.JournalRecord;
import io.dbcpool.watcher.owner.OwnerAllowList;
import io.dbcpool.watcher.owner.OwnerDomain;
import io.dbcpool.watcher.owner.Pin;
import io.dbcpool.watcher.vacate.Anchor;
import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import io.dbcpool.watcher.vacate.VacatePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * One machine under guard: what is believed of it, which domains run on it, which of the owner's are being vacated.
 * {@link #on} takes an observation and says what is to be done; it reads no clock and does nothing itself, so that a
 * test, or a simulation, can play any history through it. Used by one thread.
 */
final class GuardedMachine {

    /** A libvirtd that is restarted is away for a second or two, which nobody has to be told of. */
    private static final Duration DISCONNECTED_IS_TOLD_AFTER = Duration.ofSeconds(10);

    /** How often processes are looked for while libvirt cannot be asked. */
    private static final Duration LOOK_FOR_PINNED_AGAIN = Duration.ofSeconds(1);

    private static final String HIDDEN =
            "the QEMU process of an owner's domain is not to be seen: is this a container without the host's processes?";

    private final Machine machine;
    private final GuardSettings settings;
    private final DomainTable domains;
    private final Map<UUID, RunningVacate> vacates = new LinkedHashMap<>();
    private final SeenProcesses processes = new SeenProcesses();
    private final Claims claims;
    private final Hearing hearing;
    private boolean connected;
    private boolean everConnected;
    private Optional<Moment> disconnectedAt;
    private Optional<String> obstacle = Optional.empty();
    private MonotonicTime lookedForPinnedAt;
    private boolean hidden;

    GuardedMachine(Machine machine, GuardSettings settings, Remembered remembered, Moment now) {
        this.machine = machine;
        this.settings = settings;
        this.domains = new DomainTable(new OwnerAllowList(machine.ownDomains(), remembered.pins()));
        this.claims = new Claims(machine.ownDomains(), machine.libvirt());
        this.hearing = new Hearing(machine, settings, remembered.belief(), now);
        this.disconnectedAt = Optional.of(now);
        this.lookedForPinnedAt = now.monotonic();
        remembered.vacates().forEach(vacate -> {
            vacates.put(vacate.domain().uuid(), vacate);
            hearing.resume(vacate.anchor());
        });
    }

    /**
     * What is to be done first: go on with what a watcher before this one began, and look for the owner's processes.
     */
    List<Effect> start(Moment now) {
        var effects = new ArrayList<Effect>();
        for (RunningVacate vacate : List.copyOf(vacates.values())) {
            effects.addAll(vacate.resume(now));
            effects.add(new Effect.LookForProcess(vacate.domain().uuid()));
        }
        lookForPinned(effects, now);
        return effects;
    }

    /**
     * libvirt does not say what runs, so the processes of all pinned domains that it does not call active are looked
     * for.
     */
    private void lookForPinned(List<Effect> effects, Moment now) {
        lookedForPinnedAt = now.monotonic();
        domains.pinnedNotActive().forEach(uuid -> effects.add(new Effect.LookForProcess(uuid)));
    }

    List<Effect> on(Observation observation, Moment now) {
        var effects = new ArrayList<Effect>();
        if (observation instanceof Heard heard) {
            hear(effects, heard.signal(), now);
        } else if (observation instanceof Listed listed) {
            connected = true;
            everConnected = true;
            disconnectedAt = Optional.empty();
            effects.add(new Effect.Clear("HypervisorUnreachable", "", "%s answers".formatted(machine.libvirt())));
            pin(effects, domains.replaceAll(listed, now));
            look(effects, now);
        } else if (observation instanceof Changed changed) {
            pin(effects, domains.put(changed.domain(), now).stream().toList());
            look(effects, now);
        } else if (observation instanceof Disconnected) {
            disconnectedAt = disconnectedAt.or(() -> Optional.of(now));
            connected = false;
        } else if (observation instanceof Looked looked) {

            if (looked.process().filter(processes::see).isPresent()) {
                domains.startedAgain(looked.domain(), now);
                vacateOwners(effects, now);
            }
            hidden = looked.process().isEmpty() && !processes.hasEnded(looked.domain()) && isHidden(looked.domain());
            if (looked.process().isPresent() && !connected) {
                guardUnseen(effects, looked.domain(), now);
            }
            to(
                    effects,
                    looked.domain(),
                    vacate -> vacate.onLooked(looked.process().isPresent(), now));
        } else if (observation instanceof ProcessEnded ended) {
            processes.end(ended.process());
            to(effects, ended.process().domainUuid(), vacate -> vacate.onProcessEnded(now));
        } else if (observation instanceof Observation.Applied applied) {
            toVacate(effects, applied.vacateId(), vacate -> vacate.onApplied(applied.force(), applied.note(), now));
        } else if (observation instanceof RefusedAtCall refusal) {
            toVacate(effects, refusal.vacateId(), vacate -> {
                effects.add(claims.refuse(vacate.domain().uuid(), refusal.reason()));
                return vacate.abandon(refusal.reason(), now);
            });
        } else if (observation instanceof LastStepProbed probed) {
            obstacle = hidden ? Optional.of(HIDDEN) : probed.obstacle();
            effects.add(obstacle.<Effect>map(reason -> new Effect.Raise(
                            "LastStepUnavailable",
                            Severity.WARNING,
                            "",
                            "a QEMU that hangs could not be killed on this host: " + reason))
                    .orElseGet(() -> new Effect.Clear("LastStepUnavailable", "", "the last step can be taken")));
        } else if (observation instanceof Released released) {
            hearing.release(effects, released, now);
        }
        tick(effects, now);
        return effects;
    }

    private void hear(List<Effect> effects, Signal signal, Moment now) {
        News news = hearing.hear(effects, signal, now);
        if (news instanceof News.Begun) {
            vacateOwners(effects, now);
            if (!connected) {
                lookForPinned(effects, now);
            }
        } else if (news instanceof News.HeardEarlier earlier) {
            vacates.values()
                    .forEach(vacate ->
                            effects.addAll(vacate.hearOf(earlier.before(), earlier.anchor(), earlier.trigger())));
        }
    }

    /** After any look at the host: whose domains are active now, and what follows. */
    private void look(List<Effect> effects, Moment now) {
        var renters = domains.activeRenters();
        boolean before = hearing.belief().rentersDomain();
        hear(effects, new RentersDomain(!renters.isEmpty()), now);
        if (!before && !renters.isEmpty()) {
            var trigger = Trigger.of(Source.HYPERVISOR, Via.DIRECT, EventCodec.micros(now.wall()));
            hear(effects, new SaysRented(trigger, trigger.observedAt()), now);
        }
        effects.addAll(claims.check(domains));
        processes.forgetIf(
                uuid -> domains.find(uuid).filter(KnownDomain::isActive).isEmpty());
        vacateOwners(effects, now);
        for (RunningVacate vacate : List.copyOf(vacates.values())) {
            if (connected && domains.isOff(vacate.domain().uuid())) {
                effects.addAll(vacate.onDomainOff(now));
            }
        }
        domains.activeOwners()
                .forEach(domain ->
                        effects.add(new Effect.LookForProcess(domain.snapshot().uuid())));
    }

    /** Every active domain of the owner's goes while the machine is believed rented, also one that was just started. */
    private void vacateOwners(List<Effect> effects, Moment now) {
        if (!(hearing.belief().belief() instanceof Belief.Rented rented)) {
            return;
        }
        for (KnownDomain domain : domains.activeOwners()) {
            var owners = domain.owners().orElseThrow();
            var running = vacates.get(owners.uuid());
            boolean isThere = !processes.hasEnded(owners.uuid());
            if (isThere && (running == null || running.isReleased())) {
                if (running != null) {
                    effects.addAll(running.finishReleased());
                }
                begin(effects, owners, rented, domain.startedAt(), domain.canBeAsked(), now);
            }
        }
    }

    /** libvirt cannot be asked, but a pinned domain's process is there. */
    private void guardUnseen(List<Effect> effects, UUID uuid, Moment now) {
        if (hearing.belief().belief() instanceof Belief.Rented rented
                && !vacates.containsKey(uuid)
                && domains.find(uuid).filter(KnownDomain::isActive).isEmpty()) {
            domains.allowList()
                    .recognisePinned(uuid)
                    .ifPresent(owners -> begin(effects, owners, rented, startUnseen(now), true, now));
        }
    }

    /** Of a process that nobody saw start: before the rental if that is fresh, else now, when it was first seen. */
    private Optional<Moment> startUnseen(Moment now) {
        return hearing.isFresh(now) ? Optional.empty() : Optional.of(now);
    }

    private void begin(
            List<Effect> effects,
            OwnerDomain owners,
            Belief.Rented rented,
            Optional<Moment> startedAt,
            boolean canBeAsked,
            Moment now) {
        var policy = settings.policy();
        var first = hearing.anchor()
                .filter(anchor -> startedAt
                        .filter(started -> anchor.from().isBefore(started.monotonic()))
                        .isEmpty());
        // A domain that was started while the machine was rented counts from its start; one that a watcher found when
        // it was itself started, long after the rental, from this look.
        var from = startedAt.orElse(now);
        var anchor = first.orElseGet(() -> new Anchor(from.monotonic(), from.wall(), false));
        var trigger = first.isPresent()
                ? withMoment(rented.trigger(), anchor)
                : Trigger.of(Source.HYPERVISOR, Via.DIRECT, EventCodec.micros(from.wall()));
        var vacate = RunningVacate.of(
                machine.id(),
                owners,
                rented.key(),
                trigger,
                anchor,
                canBeAsked ? policy : new VacatePolicy(Duration.ZERO, policy.term(), policy.deadline()),
                settings.actor(),
                now,
                settings.bootId());
        vacates.put(owners.uuid(), vacate);
        effects.addAll(vacate.begin(now));
        effects.add(new Effect.LookForProcess(owners.uuid()));
    }

    /** Whether libvirt on this very host runs it in a process that we cannot see. The test driver has none. */
    private boolean isHidden(UUID uuid) {
        return Locality.isLocal(machine.libvirt())
                && domains.find(uuid)
                        .filter(KnownDomain::isActive)
                        .filter(domain -> Set.of("qemu", "kvm")
                                .contains(domain.definition().type()))
                        .isPresent();
    }

    private static Trigger withMoment(Trigger trigger, Anchor anchor) {
        return new Trigger(
                trigger.source(),
                trigger.via(),
                EventCodec.micros(anchor.observedAt()),
                trigger.rentOrderId(),
                trigger.block(),
                trigger.blockTime());
    }

    private void tick(List<Effect> effects, Moment now) {
        hearing.onClock(effects, now);
        if (!connected
                && hearing.belief().isRented()
                && now.monotonic().since(lookedForPinnedAt).compareTo(LOOK_FOR_PINNED_AGAIN) >= 0) {
            lookForPinned(effects, now);
        }
        for (RunningVacate vacate : List.copyOf(vacates.values())) {
            effects.addAll(vacate.onClock(now));
            if (vacate.isOver()) {
                vacates.remove(vacate.domain().uuid(), vacate);
            }
        }
        if (disconnectedAt
                .filter(since -> now.monotonic().since(since.monotonic()).compareTo(DISCONNECTED_IS_TOLD_AFTER) >= 0)
                .isPresent()) {
            effects.add(new Effect.Raise(
                    "HypervisorUnreachable",
                    Severity.PAGE,
                    "",
                    "%s has not answered for %d s"
                            .formatted(machine.libvirt(), DISCONNECTED_IS_TOLD_AFTER.toSeconds())));
        }
    }

    private void pin(List<Effect> effects, List<Pin> pins) {
        pins.forEach(
                pin -> effects.add(new Effect.Write(new JournalRecord.Pinned(machine.id(), pin.claim(), pin.uuid()))));
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

    boolean isVacating() {
        return !vacates.isEmpty();
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
                vacates.values().stream().map(vacate -> vacate.view(now)).toList(),
                lastVacate,
                vacates.values().stream().anyMatch(RunningVacate::isBroken),
                connected,
                everConnected,
                obstacle.isEmpty(),
                obstacle,
                warnings());
    }

    private List<String> warnings() {
        var warnings = new ArrayList<String>();
        if (!connected) {
            warnings.add("%s does not answer".formatted(machine.libvirt()));
        }
        warnings.addAll(claims.warnings(domains));
        obstacle.ifPresent(reason -> warnings.add("no last step: " + reason));
        if (hearing.isInDoubt() && !domains.activeOwners().isEmpty()) {
            warnings.add("its owner's domain runs although nobody can say that the machine is free");
        }
        return warnings;
    }
}
