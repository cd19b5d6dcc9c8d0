package io.dbcpool.watcher.simulation;

import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.ChainRental;
import io.dbcpool.values.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each watcher has heard, and of when that is. */
final class WordsHeard {

    /** A word that says of when it is: a record, or the chain's. */
    private record Dated(long saidNanos, long heardNanos) {}

    /** What one of them has heard. */
    private static final class Ear {
        private long rentingSaidNanos = Long.MIN_VALUE / 2;
        /** When it was first told in the run that it is in. */
        private long toldNanos = Long.MIN_VALUE / 2;

        /** What told it so in words that say of when they are. */
        private final List<Dated> dated = new ArrayList<>();

        private long releasedNanos = Long.MIN_VALUE / 2;
        private long chainFreeSaidNanos = Long.MAX_VALUE;
        private int chainReadTo;
    }

    private final World world;
    private final Agenda agenda;
    private final Map<SimulatedWatcher, Ear> ears = new HashMap<>();

    WordsHeard(World world) {
        this.world = world;
        this.agenda = world.agenda();
    }

    private Ear of(SimulatedWatcher watcher) {
        return ears.computeIfAbsent(watcher, same -> new Ear());
    }

    /** By broadcast, or of the chain itself. */
    void onRenting(SimulatedWatcher watcher, long saidNanos) {
        var ear = of(watcher);
        ear.rentingSaidNanos = Math.max(ear.rentingSaidNanos, saidNanos);
        noteTold(watcher);
    }

    /** @param offset its place among all that was told by others */
    void onReadFromKafka(SimulatedWatcher watcher, int offset, SimulatedKafka.Read read) {
        var event = read.envelope().event();
        var ear = of(watcher);
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
            if (read.atNanos() - ear.releasedNanos > World.HOLD_DOWN.toNanos()) {
                onDated(watcher, read.atNanos());
            }
        } else if (event instanceof ChainRental rental && saysRented(rental)) {
            noteTold(watcher);
            onDated(watcher, world.wall().nanos(rental.blockTime()));
            ear.rentingSaidNanos = Math.max(ear.rentingSaidNanos, world.wall().nanos(rental.blockTime()));
        }
    }

    static boolean saysRented(ChainRental rental) {
        return rental.kind() == ChainRental.Kind.ORDERED || rental.kind() == ChainRental.Kind.CONFIRMED;
    }

    /** A word that is old may have been overruled since, so only a fresh one has to be believed. */
    private void noteRelayed(SimulatedWatcher watcher, Instant said) {
        noteTold(watcher);
        long age = Duration.between(said, world.wall().instant()).toNanos();
        var ear = of(watcher);
        if (!world.wall().isSteppedSince(agenda.nowNanos() - Duration.ofHours(1).toNanos()) && age >= 0) {
            ear.rentingSaidNanos = Math.max(ear.rentingSaidNanos, agenda.nowNanos() - age);
        }
    }

    /**
     * Somebody says to it that the machine is rented, or it believes so of what its journal has kept. What is said in
     * the hold-down of a release may be a broadcast's, and unheeded.
     */
    void noteTold(SimulatedWatcher watcher) {
        var ear = of(watcher);
        boolean isHeeded =
                watcher.believesRented() || agenda.nowNanos() - ear.releasedNanos > World.HOLD_DOWN.toNanos();
        if (isHeeded && ear.toldNanos < watcher.startedAtNanos()) {
            ear.toldNanos = agenda.nowNanos();
        }
    }

    void onReleased(SimulatedWatcher watcher) {
        of(watcher).releasedNanos = agenda.nowNanos();
    }

    /** To whoever follows the chain itself. */
    void onChainSaidFree() {
        world.watchers().forEach(watcher -> {
            var ear = of(watcher);
            ear.chainFreeSaidNanos = Math.min(ear.chainFreeSaidNanos, agenda.nowNanos());
        });
    }

    void onChainSaidRented() {
        world.watchers().forEach(watcher -> of(watcher).chainFreeSaidNanos = Long.MAX_VALUE);
    }

    /** When it was last said that the machine is rented; before all time if it never was. */
    long rentingSaidNanos(SimulatedWatcher watcher) {
        return of(watcher).rentingSaidNanos;
    }

    /** When it was first told so in the run that it is in; before that run if it was not yet. */
    long toldNanos(SimulatedWatcher watcher) {
        return of(watcher).toldNanos;
    }

    /** A repeat by broadcast says nothing of how long it has been said; a record does, and the chain. */
    void onDated(SimulatedWatcher watcher, long saidNanos) {
        of(watcher).dated.add(new Dated(saidNanos, agenda.nowNanos()));
    }

    /**
     * Whether it was told so in the run that it is in, by {@code until}, with a word that was said in that time: one
     * that was said after it counts from later.
     */
    boolean isTold(SimulatedWatcher watcher, long saidFromNanos, long saidToNanos, long untilNanos) {
        return of(watcher).dated.stream()
                .anyMatch(word -> word.saidNanos() >= saidFromNanos
                        && word.saidNanos() <= saidToNanos
                        && word.heardNanos() >= watcher.startedAtNanos()
                        && word.heardNanos() <= untilNanos);
    }

    /** When an operator last said that the machine is not rented; before all time if nobody did. */
    long releasedNanos(SimulatedWatcher watcher) {
        return of(watcher).releasedNanos;
    }

    /** Since when the finalized chain says free; after all time while it does not. */
    long chainFreeSaidNanos(SimulatedWatcher watcher) {
        return of(watcher).chainFreeSaidNanos;
    }
}
