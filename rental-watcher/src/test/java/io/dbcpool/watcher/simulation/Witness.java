package io.dbcpool.watcher.simulation;

import io.dbcpool.events.Alert;
import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.ChainRental;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.events.VacateStep;
import io.dbcpool.history.HistoryChecker;
import io.dbcpool.history.ReceiptProof.SignatureCheck;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.values.Word;
import io.dbcpool.watcher.guard.VacateView;
import io.dbcpool.watcher.receipt.SimulatedKeys;
import io.dbcpool.watcher.simulation.SimulatedDomain.Whose;
import io.dbcpool.watcher.simulation.SimulatedHost.Libvirt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sees the world as it truly is, and holds the watchers to the design's invariants. What the pool's own records tell is
 * checked by {@link HistoryChecker}; here is what they cannot tell. The number in front of a violation is the
 * invariant's.
 */
final class Witness {

    private static final long DEADLINE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long ALERT_MAY_TAKE_NANOS = Duration.ofMillis(1_200).toNanos();
    /** A word that was on its way for nearly ten seconds leaves no time; this much it takes in any case. */
    private static final long LEAST_NANOS = Duration.ofSeconds(2).toNanos();
    /** A watcher that is away for longer than this cannot be in time. */
    private static final long MAY_BE_AWAY_NANOS = Duration.ofSeconds(2).toNanos();
    /** The last step may be due 2.1 s before the deadline, and the kernel may take 0.9 s over it. */
    private static final long MAY_BE_BEHIND_NANOS = Duration.ofSeconds(1).toNanos();
    /** What may be over is not asked, and has a second for SIGTERM (decision 29). */
    private static final long TERM_FIRST_NANOS = Duration.ofSeconds(1).toNanos();
    /** A watcher that starts has read what it missed. */
    private static final long KAFKA_IS_READ_WITHIN_NANOS =
            Duration.ofMillis(1_100).toNanos();
    /** One that is back looks at the host, and for the process, before it tells. */
    private static final long ALERT_IS_TOLD_WHEN_BACK_WITHIN_NANOS =
            Duration.ofSeconds(5).toNanos();
    /** Moments are told in microseconds, and reckoned in milliseconds. */
    private static final Duration LABEL_SLACK = Duration.ofMillis(2);
    /** From the end of a process until its watch has told of it. */
    private static final Duration TOLD_WITHIN = Duration.ofMillis(50);

    /** A word that was told that long ago is fresh. */
    private static final long IS_FRESH_NANOS = Duration.ofSeconds(2).toNanos();
    /** What libvirtd tells, or lists, has been told to the guard, and its definition read. */
    private static final long LIBVIRT_IS_HEARD_WITHIN_NANOS =
            Duration.ofSeconds(5).toNanos();

    /** libvirt's word of a start is on its way for no longer. */
    private static final long START_IS_TOLD_WITHIN_NANOS =
            Duration.ofMillis(500).toNanos();

    /** Where libvirt tells of a start no later than that, its ten seconds count from when it was told. */
    private static final long START_COUNTS_FROM_WORD_NANOS =
            Duration.ofMillis(250).toNanos();

    /** An owner's domain that has to go. */
    private static final class Window {
        private final SimulatedDomain domain;
        private final SimulatedProcess process;
        private final long openedAtNanos;
        private long dueNanos;
        private long rentedUntilNanos;
        /** Since when a watcher could know whose it is. */
        private final Map<SimulatedWatcher, Long> knownNanos = new HashMap<>();

        Window(SimulatedDomain domain, SimulatedProcess process, long openedAtNanos) {
            this.domain = domain;
            this.process = process;
            this.openedAtNanos = openedAtNanos;
            this.dueNanos = openedAtNanos + DEADLINE_NANOS;
            this.rentedUntilNanos = openedAtNanos;
        }
    }

    /** The earliest deadline of a vacate, and when it was first seen. */
    private record Stamp(Instant deadline, long sinceNanos) {}

    /** A reading of a domain's definition. */
    private record Reading(DomainDefinition definition, long atNanos) {}

    /** What a watcher knows of who is there, in the run that it is in. */
    private static final class Eye {
        private final long runSinceNanos;
        private final Set<SimulatedProcess> judged = new HashSet<>();
        private boolean knowsOwners;

        Eye(long runSinceNanos) {
            this.runSinceNanos = runSinceNanos;
        }
    }

    /** What a watcher has heard. */
    private static final class Ear {
        private long rentingSaidNanos = Long.MIN_VALUE / 2;
        /** When it was first told in the run that it is in. */
        private long toldNanos = Long.MIN_VALUE / 2;

        private long releasedNanos = Long.MIN_VALUE / 2;
        private long needlessNanos = Long.MIN_VALUE / 2;
        private long chainFreeSaidNanos = Long.MAX_VALUE;
        private int chainReadTo;
    }

    private final World world;
    private final Agenda agenda;
    private final List<String> violations = new ArrayList<>();
    private final Map<SimulatedProcess, Window> windows = new LinkedHashMap<>();
    private final Map<SimulatedWatcher, Ear> ears = new HashMap<>();
    private final Map<SimulatedProcess, Boolean> startedWhileRented = new LinkedHashMap<>();
    private final Map<SimulatedWatcher, Map<UUID, Reading>> read = new HashMap<>();
    private final Map<SimulatedWatcher, Eye> eyes = new HashMap<>();
    private final Map<UUID, Stamp> stamps = new HashMap<>();
    /** Vacates of which a guard was behind, from their signal to their receipt. */
    private final Set<UUID> ofThoseBehind = new HashSet<>();

    private final Set<UUID> begun = new HashSet<>();
    /** In which process the domain of a vacate ran when it was begun. */
    private final Map<UUID, List<SimulatedProcess>> vacated = new HashMap<>();

    private long brokenRaisedNanos = Long.MIN_VALUE / 2;
    private long takenBackNanos = Long.MIN_VALUE / 2;
    private long vacates;
    private long starts;

    Witness(World world) {
        this.world = world;
        this.agenda = world.agenda();
    }

    void violation(String words) {
        world.note(() -> "VIOLATION %s".formatted(words));
        violations.add("%s after %.3f s".formatted(words, world.simulated().toNanos() / 1e9));
    }

    List<String> violations() {
        return violations;
    }

    long vacates() {
        return vacates;
    }

    long starts() {
        return starts;
    }

    // ---- 1: the deadline

    /** A watcher has taken something up: what does it believe, and who runs? */
    void onTurn(SimulatedWatcher watcher) {
        judgeDeadlines(watcher);
        judgeWhatLibvirtTells(watcher);
        if (!believesRented(watcher)) {
            return;
        }
        noteTold(watcher);
        for (SimulatedDomain domain : world.host().all()) {
            if (isToGo(domain)) {
                domain.process().ifPresent(process -> {
                    var window = windows.computeIfAbsent(process, fresh -> open(domain, fresh));
                    window.rentedUntilNanos = agenda.nowNanos();
                    if (!window.knownNanos.containsKey(watcher) && watcher.isPinned(domain.uuid())) {
                        window.knownNanos.put(watcher, agenda.nowNanos());
                    }
                });
            }
        }
    }

    /**
     * What libvirtd has told for some seconds is known: the owner's domain is his, and while a renter's or a verifier's
     * runs the machine is rented, unless an operator has said since that it is not.
     */
    private void judgeWhatLibvirtTells(SimulatedWatcher watcher) {
        long sinceNanos = agenda.nowNanos() - LIBVIRT_IS_HEARD_WITHIN_NANOS;
        if (world.host().hasLied() || !watcher.hasHeardLibvirtSince(sinceNanos)) {
            return;
        }
        var eye = eyes.get(watcher);
        if (eye == null || eye.runSinceNanos != watcher.startedAtNanos()) {
            eye = new Eye(watcher.startedAtNanos());
            eyes.put(watcher, eye);
        }
        for (SimulatedDomain domain : world.host().all()) {
            var process = domain.process().filter(running -> running.startedAtNanos() <= sinceNanos);
            if (process.isPresent() && isMarked(domain)) {
                judgeStranger(watcher, eye, domain, process.get());
            } else if (process.isPresent() && isToGo(domain) && !eye.knowsOwners) {
                eye.knowsOwners = true;
                if (!watcher.isPinned(domain.uuid()) && watcher.journalDamagedAtNanos() == Long.MIN_VALUE) {
                    violation("1: domain %s is the owner's, as libvirt says, and %s does not know it"
                            .formatted(domain.uuid(), watcher.actor()));
                }
            }
        }
    }

    private void judgeStranger(SimulatedWatcher watcher, Eye eye, SimulatedDomain domain, SimulatedProcess process) {
        boolean isReleased = ears.computeIfAbsent(watcher, same -> new Ear()).releasedNanos >= process.startedAtNanos();
        if (!isReleased && !believesRented(watcher) && eye.judged.add(process)) {
            violation("1: domain %s is %s, and runs for %.3f s; %s hears so of libvirt, and does not believe it"
                    .formatted(
                            domain.uuid(),
                            domain.whose(),
                            (agenda.nowNanos() - process.startedAtNanos()) / 1e9,
                            watcher.actor()));
        }
    }

    /** By its definition, whatever is pinned. */
    private static boolean isMarked(SimulatedDomain domain) {
        return domain.whose() == Whose.VERIFIERS
                || (domain.whose() == Whose.RENTERS
                        && domain.definition().hypervVendorId().isPresent());
    }

    private static boolean isToGo(SimulatedDomain domain) {
        return domain.whose() == Whose.OWNERS && domain.definition().name().equals(World.OWNERS_NAME);
    }

    private Window open(SimulatedDomain domain, SimulatedProcess process) {
        var window = new Window(domain, process, agenda.nowNanos());
        judgeAt(window);
        return window;
    }

    private void judgeAt(Window window) {
        long due = window.dueNanos;
        agenda.at(due + 1, () -> {
            if (window.dueNanos == due && window.process.isAlive()) {
                judgeLate(window);
            }
        });
    }

    /** @param saidNanos when it was said */
    void onHeardRenting(SimulatedWatcher watcher, long saidNanos, boolean forged) {
        var ear = ears.computeIfAbsent(watcher, same -> new Ear());
        ear.rentingSaidNanos = Math.max(ear.rentingSaidNanos, saidNanos);
        noteTold(watcher);
        if (!watcher.isRunning() || watcher.isBehind()) {
            return;
        }
        long now = agenda.nowNanos();
        boolean unheeded = now - ear.releasedNanos <= World.HOLD_DOWN.toNanos();
        if (!believesRented(watcher)) {
            if (!unheeded) {
                violation("1: %s was told that the machine is rented, and does not believe it"
                        .formatted(watcher.actor()));
            }
            return;
        }
        long age = now - saidNanos;
        if (age > 0 && age < DEADLINE_NANOS && !world.wall().isSteppedSince(saidNanos)) {
            for (Window window : windows.values()) {
                long due = Math.max(saidNanos + DEADLINE_NANOS, now + LEAST_NANOS);
                boolean ranThen = window.process.startedAtNanos() <= saidNanos;
                if (window.process.isAlive() && ranThen && window.openedAtNanos == now && due < window.dueNanos) {
                    window.dueNanos = due;
                    judgeAt(window);
                }
            }
        }
    }

    /** @param offset its place among all that was told by others */
    void onHeardByKafka(SimulatedWatcher watcher, int offset, SimulatedKafka.Read read) {
        var event = read.envelope().event();
        var ear = ears.computeIfAbsent(watcher, same -> new Ear());
        if (event instanceof ChainRental rental && offset >= ear.chainReadTo) {
            ear.chainReadTo = offset + 1;
            switch (rental.kind()) {
                case ORDERED, CONFIRMED -> ear.chainFreeSaidNanos = Long.MAX_VALUE;
                case ENDED -> ear.chainFreeSaidNanos = Math.min(ear.chainFreeSaidNanos, read.atNanos());
                default -> {}
            }
        }
        if (event instanceof BroadcastHeard heard && heard.status() == Word.RENTING) {
            noteRelayed(watcher, heard.firstAt());
        } else if (event instanceof ChainRental rental
                && (rental.kind() == ChainRental.Kind.ORDERED || rental.kind() == ChainRental.Kind.CONFIRMED)) {
            noteRelayed(watcher, rental.blockTime());
        }
    }

    /** It has come to it. Where it was read again, or Kafka was away, it may be old, and overruled by now. */
    void onTakenFromKafka(SimulatedWatcher watcher, SimulatedKafka.Read read) {
        var event = read.envelope().event();
        boolean saysRented = (event instanceof BroadcastHeard heard && heard.status() == Word.RENTING)
                || (event instanceof ChainRental rental
                        && (rental.kind() == ChainRental.Kind.ORDERED || rental.kind() == ChainRental.Kind.CONFIRMED));
        long now = agenda.nowNanos();
        var ear = ears.computeIfAbsent(watcher, same -> new Ear());
        // What was told while nobody heeded it is not heeded when it is read.
        boolean isUnheeded = read.atNanos() - ear.releasedNanos
                <= World.HOLD_DOWN.plus(LABEL_SLACK).toNanos();
        if (saysRented
                && now - read.atNanos() <= IS_FRESH_NANOS
                && !isUnheeded
                && !world.wall().wasSet()
                && !watcher.isBehind()
                && !believesRented(watcher)) {
            violation("1: %s was told by way of Kafka that the machine is rented, and does not believe it"
                    .formatted(watcher.actor()));
        }
    }

    private void noteTold(SimulatedWatcher watcher) {
        var ear = ears.computeIfAbsent(watcher, same -> new Ear());
        if (ear.toldNanos < watcher.startedAtNanos()) {
            ear.toldNanos = agenda.nowNanos();
        }
    }

    /** A word that is old may have been overruled since, so only a fresh one has to be believed. */
    private void noteRelayed(SimulatedWatcher watcher, Instant said) {
        noteTold(watcher);
        long age = Duration.between(said, world.wall().instant()).toNanos();
        var ear = ears.computeIfAbsent(watcher, same -> new Ear());
        if (!world.wall().isSteppedSince(agenda.nowNanos() - Duration.ofHours(1).toNanos()) && age >= 0) {
            ear.rentingSaidNanos = Math.max(ear.rentingSaidNanos, agenda.nowNanos() - age);
        }
    }

    void onReleased(SimulatedWatcher watcher) {
        ears.computeIfAbsent(watcher, same -> new Ear()).releasedNanos = agenda.nowNanos();
    }

    /** @param isAgain whether a watcher before has told it, and may have lost it */
    void onAlert(Alert alert, boolean isAgain) {
        if (!isAgain && alert.alert().equals("MachineBroken") && alert.state() == Alert.State.RAISED) {
            brokenRaisedNanos = agenda.nowNanos();
        }
    }

    private void judgeLate(Window window) {
        boolean isBegun = vacated.values().stream().anyMatch(processes -> processes.contains(window.process));
        boolean isBrief = window.rentedUntilNanos - window.openedAtNanos < LEAST_NANOS;
        if (!isToGo(window.domain) || (isBrief && !isBegun)) {
            return;
        }
        if (world.watchers().stream().noneMatch(watcher -> couldAct(watcher, window))) {
            return;
        }
        boolean couldBeEnded = !window.process.isUnreapable()
                && !(world.host().areSignalsForbidden() && world.host().libvirt() != Libvirt.UP);
        boolean endsNow = window.process.isKilled();
        boolean stood = isBrokenTold();
        long alertDue = Math.max(agenda.nowNanos(), alertDueNanos(window)) + ALERT_MAY_TAKE_NANOS;
        boolean isLater = alertDue > window.dueNanos + 1 + ALERT_MAY_TAKE_NANOS;
        agenda.at(alertDue, () -> {
            boolean hasGoneBefore = !window.process.isAlive() && (isLater || wasOnTimeForWhoWasTold(window));
            if (!stood && !hasGoneBefore) {
                judgeAlert(window, window.dueNanos - LEAST_NANOS);
            }
        });
        boolean couldEndIt = world.watchers().stream()
                .anyMatch(watcher -> couldAct(watcher, window) && !hasComeUpTooLate(watcher, window));
        if (couldBeEnded && couldEndIt && !wasUnreapable(window)) {
            violation(
                    "1: domain %s could have been ended and runs after its deadline; libvirt %s, a SIGKILL was sent: %s"
                            .formatted(window.domain.uuid(), world.host().libvirt(), endsNow));
        }
    }

    /** Its process was started while the machine was rented, and ended ten seconds after that could be told. */
    private static boolean wasOnTimeForWhoWasTold(Window window) {
        return window.openedAtNanos - window.process.startedAtNanos() < START_COUNTS_FROM_WORD_NANOS
                && window.process.endedAtNanos()
                        <= window.process.startedAtNanos() + START_COUNTS_FROM_WORD_NANOS + DEADLINE_NANOS;
    }

    /**
     * Who neither sees processes nor can ask libvirt, or is told by it what was so before, tells that, and of no
     * domain.
     *
     * @param sinceNanos who was there all the time since then has told of it; who was not tells when he is back
     */
    private void judgeAlert(Window window, long sinceNanos) {
        if (isBrokenTold() || brokenRaisedNanos >= window.openedAtNanos) {
            return;
        }
        long now = agenda.nowNanos();
        boolean saysLibvirt =
                world.host().libvirt() == Libvirt.UP && !world.host().isLying();
        boolean couldSee = saysLibvirt || !world.host().wasBlindSince(sinceNanos);
        if (couldSee && world.watchers().stream().anyMatch(watcher -> watcher.awayNanos(sinceNanos, now) == 0)) {
            violation("1: domain %s runs after its deadline, libvirt %s, killed %s, and MachineBroken does not stand"
                    .formatted(window.domain.uuid(), world.host().libvirt(), window.process.isKilled()));
        } else if (window.process.isAlive() && world.watchers().stream().anyMatch(watcher -> keeps(watcher, window))) {
            agenda.after(ALERT_IS_TOLD_WHEN_BACK_WITHIN_NANOS, () -> {
                if (window.process.isAlive()) {
                    judgeAlert(window, now);
                }
            });
        }
    }

    /** What it was told of it is in its memory, or on its disk. */
    private static boolean keeps(SimulatedWatcher watcher, Window window) {
        return watcher.downNanos(window.openedAtNanos, Long.MAX_VALUE) == 0
                || !watcher.mayHaveForgotten(window.openedAtNanos);
    }

    /**
     * It was down when it would have taken the last step, and a SIGKILL in the moment it came up would have been late;
     * or, where its disk has not kept that the machine is rented, in the moment it was told so again, which leaves
     * SIGTERM its second.
     */
    private boolean hasComeUpTooLate(SimulatedWatcher watcher, Window window) {
        long lastStepNanos = lastStepNanos(
                window.openedAtNanos, window.dueNanos, world.plot().term());
        long upNanos = watcher.startedAtNanos();
        long knowsNanos = hasComeUpWithoutIt(watcher, window) ? toldAgainNanos(watcher) + TERM_FIRST_NANOS : upNanos;
        return upNanos > lastStepNanos
                && watcher.downNanos(lastStepNanos, upNanos) == upNanos - lastStepNanos
                && knowsNanos + window.process.takesToDieNanos() > window.dueNanos;
    }

    /** When somebody said to it first, in the run that it is in, that the machine is rented; or could have at last. */
    private long toldAgainNanos(SimulatedWatcher watcher) {
        var ear = ears.get(watcher);
        long upNanos = watcher.startedAtNanos();
        long readNanos = upNanos + KAFKA_IS_READ_WITHIN_NANOS;
        return ear == null || ear.toldNanos < upNanos ? readNanos : Math.min(ear.toldNanos, readNanos);
    }

    /**
     * When a guard that is there has taken the last step: that is due at the term, or, of a word that was long on its
     * way, when it is heard, and the guard comes to it with its next look.
     */
    static long lastStepNanos(long openedAtNanos, long dueNanos, Duration term) {
        long dueAtNanos = Math.max(openedAtNanos, dueNanos - DEADLINE_NANOS + term.toNanos());
        return dueAtNanos + SimulatedWatcher.LONGEST_TICK.toNanos();
    }

    /**
     * Whoever came up meanwhile, and whose disk has not kept from when the ten seconds count, counts them from its own
     * start: of a process that nobody can end there is no more to be told.
     */
    private long alertDueNanos(Window window) {
        return world.watchers().stream()
                .filter(watcher -> couldAct(watcher, window))
                .mapToLong(watcher -> watcher.downNanos(window.openedAtNanos, window.dueNanos) > 0
                                && watcher.mayHaveForgotten(window.openedAtNanos)
                        ? watcher.startedAtNanos() + DEADLINE_NANOS
                        : window.dueNanos)
                .min()
                .orElse(window.dueNanos);
    }

    private boolean isBrokenTold() {
        return world.watchers().stream().anyMatch(watcher -> watcher.hasAlert("MachineBroken"));
    }

    private static boolean wasUnreapable(Window window) {
        return window.process.wasUnreapable() || window.process.wasOutOfReach();
    }

    /** Whether it ran, and could know of the domain. */
    private boolean couldAct(SimulatedWatcher watcher, Window window) {
        return watcher.isRunning()
                && watcher.downNanos(window.openedAtNanos, window.dueNanos) <= MAY_BE_AWAY_NANOS
                && watcher.behindNanos(window.openedAtNanos, window.dueNanos) <= MAY_BE_BEHIND_NANOS
                && watcher.journalDamagedAtNanos() < window.openedAtNanos
                && watcher.isPinned(window.domain.uuid())
                && window.knownNanos.getOrDefault(watcher, Long.MAX_VALUE) <= window.dueNanos - LEAST_NANOS
                && !hasForgotten(watcher, window);
    }

    /**
     * What its disk did not take has died with it, and nobody says it again: the chain has taken it back, or Kafka is
     * not there to be read.
     */
    private boolean hasForgotten(SimulatedWatcher watcher, Window window) {
        boolean hasLost = watcher.lostEvidenceAtNanos() >= window.openedAtNanos || hasComeUpWithoutIt(watcher, window);
        return hasLost
                && watcher.downNanos(window.openedAtNanos, window.dueNanos) > 0
                && (takenBackNanos >= window.openedAtNanos || !world.kafka().isUp());
    }

    /** Its disk has not kept that the machine is rented. */
    private static boolean hasComeUpWithoutIt(SimulatedWatcher watcher, Window window) {
        return watcher.mayHaveForgotten(window.openedAtNanos) && !watcher.believedRentedWhenItBegan();
    }

    /** A fork takes back that it is rented. */
    void onTakenBack() {
        takenBackNanos = agenda.nowNanos();
    }

    private static boolean believesRented(SimulatedWatcher watcher) {
        return watcher.believesRented();
    }

    // ---- 2: renter safety

    /** It has read what the domain's definition says now. */
    void onRead(SimulatedWatcher watcher, SimulatedDomain domain) {
        read.computeIfAbsent(watcher, same -> new HashMap<>())
                .put(domain.uuid(), new Reading(domain.definition(), agenda.nowNanos()));
    }

    /** Whether it has read that definition, in this run or in one before, or could have asked for it. */
    private boolean couldKnow(SimulatedWatcher watcher, SimulatedDomain domain) {
        var reading = Optional.ofNullable(read.getOrDefault(watcher, Map.of()).get(domain.uuid()))
                .filter(last -> last.definition().equals(domain.definition()));
        boolean hasRead = reading.isPresent();
        boolean hasReadInThisRun = reading.filter(last -> last.atNanos() >= watcher.startedAtNanos())
                .isPresent();
        boolean isOldFriend = domain.uuid().equals(World.OWNERS_UUID);
        if (!isOldFriend && domain.definition().hypervVendorId().isEmpty()) {
            // Only the pin of the first tells of it, and that was in the journal.
            return watcher.journalDamagedAtNanos() == Long.MIN_VALUE;
        }
        return !isOldFriend
                || (watcher.isConnected() && world.host().libvirt() == Libvirt.UP)
                || hasReadInThisRun
                || (hasRead && !watcher.hasLostEvidence());
    }

    /** Somebody is about to do something to it. */
    void onTouched(SimulatedWatcher watcher, SimulatedDomain domain, String how) {
        world.note(() -> "domain %s is %s".formatted(domain.uuid(), how));
        if (domain.whose() != Whose.OWNERS && couldKnow(watcher, domain)) {
            violation("2: domain %s is %s and was %s".formatted(domain.uuid(), domain.whose(), how));
        }
    }

    // ---- 3: no resurrection

    /** To whoever follows the chain itself. */
    void onChainSaidFree() {
        world.watchers().forEach(watcher -> {
            var ear = ears.computeIfAbsent(watcher, same -> new Ear());
            ear.chainFreeSaidNanos = Math.min(ear.chainFreeSaidNanos, agenda.nowNanos());
        });
    }

    void onChainSaidRented() {
        world.watchers()
                .forEach(watcher ->
                        ears.computeIfAbsent(watcher, same -> new Ear()).chainFreeSaidNanos = Long.MAX_VALUE);
    }

    /** A watcher starts a domain, at this moment. */
    void onStarted(SimulatedWatcher watcher, SimulatedDomain domain) {
        world.note(() -> "watcher %s starts domain %s".formatted(watcher.number(), domain.uuid()));
        starts++;
        long now = agenda.nowNanos();
        var ear = ears.computeIfAbsent(watcher, same -> new Ear());
        if (domain.whose() != Whose.OWNERS) {
            violation("2: domain %s is %s and was started".formatted(domain.uuid(), domain.whose()));
        }
        for (SimulatedDomain other : world.host().all()) {
            if (other.whose() != Whose.OWNERS && other.isRunning() && !isHidden(other)) {
                violation("3: domain %s was started while domain %s, which is %s, runs"
                        .formatted(domain.uuid(), other.uuid(), other.whose()));
            }
        }
        if (now - ear.rentingSaidNanos < World.HOLD_DOWN.toNanos()) {
            violation("3: domain %s was started %.3f s after it was said that the machine is rented"
                    .formatted(domain.uuid(), (now - ear.rentingSaidNanos) / 1e9));
        }
        if (ear.chainFreeSaidNanos == Long.MAX_VALUE || now - ear.chainFreeSaidNanos < World.HOLD_DOWN.toNanos()) {
            violation("3: domain %s was started, and the finalized chain has not said free for the hold-down"
                    .formatted(domain.uuid()));
        }
    }

    /** Started a moment ago, and left out by a libvirtd that lists what was so before. */
    private boolean isHidden(SimulatedDomain other) {
        boolean isListed = world.host().list().stream()
                .anyMatch(listed -> listed.uuid().equals(other.uuid()) && listed.isActive());
        return !isListed
                && other.process()
                        .filter(process -> agenda.nowNanos() - process.startedAtNanos() < START_IS_TOLD_WITHIN_NANOS)
                        .isPresent();
    }

    // ---- 4: the deadline moves only earlier

    private void judgeDeadlines(SimulatedWatcher watcher) {
        for (VacateView vacate : watcher.runningVacates()) {
            var now = new Stamp(vacate.deadline(), agenda.nowNanos());
            var before = stamps.getOrDefault(vacate.vacateId(), now);
            boolean isLater = now.deadline().isAfter(before.deadline().plus(LABEL_SLACK));
            if (isLater && !mayHaveForgotten(watcher, before)) {
                violation("4: vacate %s had the deadline %s, and has %s"
                        .formatted(vacate.vacateId(), before.deadline(), now.deadline()));
            }
            boolean isEarlier = now.deadline().isBefore(before.deadline());
            stamps.put(vacate.vacateId(), isLater || isEarlier ? now : before);
        }
    }

    /** It is another run than that which stamped it, and the disk between them has not kept it. */
    private boolean mayHaveForgotten(SimulatedWatcher watcher, Stamp stamp) {
        return watcher.startedAtNanos() > stamp.sinceNanos()
                && (watcher.mayHaveForgotten(stamp.sinceNanos())
                        || watcher.journalDamagedAtNanos() >= stamp.sinceNanos()
                        || world.wall().isSteppedSince(stamp.sinceNanos()));
    }

    // ---- 7: dead is not idle

    /** libvirtd has been gone since then. */
    void onLibvirtGone(long sinceNanos) {
        for (SimulatedWatcher watcher : world.watchers()) {
            boolean ranAllTheTime = watcher.awayNanos(sinceNanos, agenda.nowNanos()) == 0;
            if (ranAllTheTime && !watcher.hasAlert("HypervisorUnreachable")) {
                violation("7: libvirtd does not answer since %.3f s, and HypervisorUnreachable does not stand"
                        .formatted((agenda.nowNanos() - sinceNanos) / 1e9));
            }
        }
    }

    // ---- 8: bounded spoof

    /** The owner starts it by hand. */
    void onStartedByHand(SimulatedProcess process) {
        startedWhileRented.put(
                process,
                world.watchers().stream()
                        .anyMatch(watcher -> believesRented(watcher) || watcher.believedRentedWhenItDied()));
    }

    void onPublished(SimulatedWatcher watcher, Envelope envelope) {
        if (envelope.event() instanceof VacateCompleted receipt) {
            judgeMoments(watcher, receipt);
            noteThoseBehind(receipt);
        }
        if (!(envelope.event() instanceof VacateStarted started) || !begun.add(started.vacateId())) {
            return;
        }
        vacates++;
        var meant = world.host().find(started.domain().uuid()).stream()
                .flatMap(domain -> meant(watcher, started, domain).stream())
                .toList();
        var process = meant.stream().findFirst();
        vacated.put(started.vacateId(), meant);
        if (started.trigger().source() != Source.BROADCAST) {
            return;
        }
        // What has gone before libvirt noticed, in a life of the watcher's before this one, is not stopped again.
        if (process.isEmpty()
                || !world.plot().isAllForged()
                || watcher.hasLostEvidence()
                || world.host().hasLied()) {
            return;
        }
        boolean byHand = startedWhileRented.getOrDefault(process.get(), false);
        var ear = ears.computeIfAbsent(watcher, same -> new Ear());
        long begunNanos = begunNanos(started);
        long gap = begunNanos - ear.needlessNanos;
        if (!byHand && gap < World.HOLD_DOWN.toNanos()) {
            violation("8: a forged word stopped domain %s again after %.3f s"
                    .formatted(started.domain().uuid(), gap / 1e9));
        }
        ear.needlessNanos = begunNanos;
    }

    /** It is told when it is written down, by the next watcher if need be. */
    private long begunNanos(VacateStarted started) {
        return world.wall().wasSet()
                ? agenda.nowNanos()
                : agenda.nowNanos()
                        - Duration.between(started.startedAt(), world.wall().instant())
                                .toNanos();
    }

    /**
     * Of a guard that is behind, what it has to do with may have gone, and be back, before it comes to it, or comes to
     * the one that is back; of one that was killed when it had begun, before the next one tells of it.
     *
     * @return the first of them first; empty if there was none
     */
    private List<SimulatedProcess> meant(SimulatedWatcher watcher, VacateStarted started, SimulatedDomain domain) {
        long begunNanos = begunNanos(started);
        if (begunNanos < watcher.startedAtNanos()) {
            return domain.processAt(begunNanos).stream().toList();
        }
        long observed = agenda.nowNanos()
                - Duration.between(started.trigger().observedAt(), world.wall().instant())
                        .toNanos();
        var atFirst = watcher.behindNanos(observed, agenda.nowNanos()) > 0
                ? domain.processAt(observed)
                : Optional.<SimulatedProcess>empty();
        return Stream.concat(atFirst.stream(), domain.process().stream())
                .distinct()
                .toList();
    }

    // ---- receipts say when it was so

    /**
     * By the world's own clock. What a watcher finds gone that was not there when it went, it can only say of when it
     * found it.
     */
    private void judgeMoments(SimulatedWatcher watcher, VacateCompleted receipt) {
        var names = receipt.steps().stream().map(VacateStep::name).toList();
        if (receipt.outcome() == Outcome.ON_TIME && names.contains("breach")) {
            violation("1: vacate %s was on time, and tells of a breach: %s".formatted(receipt.vacateId(), names));
        }
        var meant = vacated.getOrDefault(receipt.vacateId(), List.of());
        boolean saw = !receipt.notObserved().contains("process")
                && receipt.releasedAt().isPresent();
        if (meant.isEmpty() || !saw || world.wall().wasSet()) {
            return;
        }
        if (meant.stream().noneMatch(process -> isOfItsEnd(watcher, receipt, process))) {
            violation("6: domain %s was gone at %s, and its receipt says at %s"
                    .formatted(
                            receipt.domain().uuid(),
                            world.wall().label(meant.get(0).endedAtNanos()),
                            receipt.releasedAt().get()));
        }
    }

    private boolean isOfItsEnd(SimulatedWatcher watcher, VacateCompleted receipt, SimulatedProcess process) {
        var ended = world.wall().label(process.endedAtNanos());
        var released = receipt.releasedAt().orElseThrow();
        boolean isBefore = released.isBefore(ended.minus(LABEL_SLACK));
        var known = ended.isAfter(receipt.startedAt()) ? ended : receipt.startedAt();
        boolean ranOn = receipt.steps().stream().noneMatch(step -> step.name().equals("resumed"))
                && watcher.downNanos(process.endedAtNanos(), agenda.nowNanos()) == 0;
        return !isBefore && !(ranOn && released.isAfter(known.plus(TOLD_WITHIN)));
    }

    /** A guard that is behind at the deadline tells of it when it comes to it. */
    private void noteThoseBehind(VacateCompleted receipt) {
        long now = agenda.nowNanos();
        long since = world.wall().wasSet()
                ? Long.MIN_VALUE / 2
                : now
                        - Duration.between(
                                        receipt.trigger().observedAt(),
                                        world.wall().instant())
                                .toNanos();
        if (world.watchers().stream().anyMatch(watcher -> watcher.behindNanos(since, now) > 0)) {
            ofThoseBehind.add(receipt.vacateId());
        }
    }

    // ---- the whole

    void judgeTheWhole() {
        for (SimulatedWatcher watcher : world.watchers()) {
            if (!watcher.isSettled()) {
                violation("6: not settled: " + watcher.describe());
            }
        }
        if (world.watchers().stream().anyMatch(SimulatedWatcher::mayLackRecords)) {
            return;
        }
        boolean mayBeOvertaken = world.watchers().stream().anyMatch(SimulatedWatcher::mayHaveOvertaken);
        for (String found : HistoryChecker.findViolations(
                world.kafka().log(), world.isThorough() ? SignatureCheck.ED25519 : SimulatedKeys::isQuick)) {
            boolean isExcused =
                    (world.wall().wasSet() && IS_BY_LABEL.matcher(found).find())
                            || (mayBeOvertaken && found.contains("is told out of order"))
                            || (found.contains("no MachineBroken")
                                    && ofThoseBehind.stream().anyMatch(id -> found.contains(id.toString())));
            if (!isExcused) {
                violation("records: " + found);
            }
        }
    }

    /** What the checker reckons by wall clock labels, which say nothing where the clock was set meanwhile. */
    private static final Pattern IS_BY_LABEL = Pattern.compile(
            "begins before vacate|dbc.broadcasts lacks|no MachineBroken|is later|never told|out of order");
}
