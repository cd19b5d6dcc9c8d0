package io.dbcpool.watcher.simulation;

import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.ChainRental;
import io.dbcpool.values.Word;
import io.dbcpool.watcher.simulation.SimulatedDomain.Whose;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Invariant 1, of what comes before all deadlines: what is said, and what libvirt tells, is believed. */
final class BeliefWitness {

    /** A word that was told that long ago is fresh. */
    private static final long IS_FRESH_NANOS = Duration.ofSeconds(2).toNanos();
    /** What libvirtd tells, or lists, has been told to the guard, and its definition read. */
    private static final long LIBVIRT_IS_HEARD_WITHIN_NANOS =
            Duration.ofSeconds(5).toNanos();

    /** What a watcher knows of who is there, in the run that it is in. */
    private static final class Eye {
        private final long runSinceNanos;
        private final Set<SimulatedProcess> judged = new HashSet<>();
        private boolean knowsOwners;

        Eye(long runSinceNanos) {
            this.runSinceNanos = runSinceNanos;
        }
    }

    private final World world;
    private final Agenda agenda;
    private final Violations violations;
    private final WordsHeard heard;
    private final Map<SimulatedWatcher, Eye> eyes = new HashMap<>();

    BeliefWitness(World world, Violations violations, WordsHeard heard) {
        this.world = world;
        this.agenda = world.agenda();
        this.violations = violations;
        this.heard = heard;
    }

    /**
     * What libvirtd has told for some seconds is known: the owner's domain is his, and while a renter's or a verifier's
     * runs the machine is rented, unless an operator has said since that it is not.
     */
    void onTurn(SimulatedWatcher watcher) {
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
            } else if (process.isPresent() && VacateWindow.isToGo(domain) && !eye.knowsOwners) {
                eye.knowsOwners = true;
                if (!watcher.isPinned(domain.uuid()) && watcher.journalDamagedAtNanos() == Long.MIN_VALUE) {
                    violations.add("1: domain %s is the owner's, as libvirt says, and %s does not know it"
                            .formatted(domain.uuid(), watcher.actor()));
                }
            }
        }
    }

    private void judgeStranger(SimulatedWatcher watcher, Eye eye, SimulatedDomain domain, SimulatedProcess process) {
        boolean isReleased = heard.releasedNanos(watcher) >= process.startedAtNanos();
        if (!isReleased && !watcher.believesRented() && eye.judged.add(process)) {
            violations.add("1: domain %s is %s, and runs for %.3f s; %s hears so of libvirt, and does not believe it"
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

    /** It was told so at this moment, its guard has come to it, and it does not believe it. */
    void onDisbelieved(SimulatedWatcher watcher) {
        boolean unheeded = agenda.nowNanos() - heard.releasedNanos(watcher) <= World.HOLD_DOWN.toNanos();
        if (!unheeded) {
            violations.add(
                    "1: %s was told that the machine is rented, and does not believe it".formatted(watcher.actor()));
        }
    }

    /** It has come to it. Where it was read again, or Kafka was away, it may be old, and overruled by now. */
    void onTakenFromKafka(SimulatedWatcher watcher, SimulatedKafka.Read read) {
        var event = read.envelope().event();
        boolean saysRented = (event instanceof BroadcastHeard broadcast && broadcast.status() == Word.RENTING)
                || (event instanceof ChainRental rental && WordsHeard.saysRented(rental));
        long now = agenda.nowNanos();
        // What was told while nobody heeded it is not heeded when it is read.
        boolean isUnheeded = read.atNanos() - heard.releasedNanos(watcher)
                <= World.HOLD_DOWN.plus(Witness.LABEL_SLACK).toNanos();
        if (saysRented
                && now - read.atNanos() <= IS_FRESH_NANOS
                && !isUnheeded
                && (event instanceof ChainRental || !world.wall().wasSet())
                && !watcher.isBehind()
                && !watcher.believesRented()) {
            violations.add("1: %s was told by way of Kafka that the machine is rented, and does not believe it"
                    .formatted(watcher.actor()));
        }
    }
}
