package io.dbcpool.watcher.simulation;

import io.dbcpool.watcher.simulation.SimulatedDomain.Whose;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** From when an owner's domain has to go until when it has to be gone. */
final class VacateWindow {

    static final long DEADLINE_NANOS = Duration.ofSeconds(10).toNanos();
    /** A word that was on its way for nearly ten seconds leaves no time; this much it takes in any case. */
    static final long LEAST_NANOS = Duration.ofSeconds(2).toNanos();
    /** Where libvirt tells of a start no later than that, its ten seconds count from when it was told. */
    private static final long START_COUNTS_FROM_WORD_NANOS =
            Duration.ofMillis(250).toNanos();

    private final SimulatedDomain domain;
    private final SimulatedProcess process;
    private final long openedAtNanos;
    private long countsFromNanos;
    private long dueNanos;
    private long rentedUntilNanos;
    /** Since when a watcher has believed that the machine is rented. */
    private final Map<SimulatedWatcher, Long> believedNanos = new HashMap<>();
    /** Since when a watcher could know whose it is. */
    private final Map<SimulatedWatcher, Long> knownNanos = new HashMap<>();

    VacateWindow(SimulatedDomain domain, SimulatedProcess process, long openedAtNanos) {
        this.domain = domain;
        this.process = process;
        this.openedAtNanos = openedAtNanos;
        this.countsFromNanos = openedAtNanos;
        this.dueNanos = openedAtNanos + DEADLINE_NANOS;
        this.rentedUntilNanos = openedAtNanos;
    }

    /** Whether it has to, while the machine is rented. */
    static boolean isToGo(SimulatedDomain domain) {
        return domain.whose() == Whose.OWNERS && domain.definition().name().equals(World.OWNERS_NAME);
    }

    SimulatedDomain domain() {
        return domain;
    }

    SimulatedProcess process() {
        return process;
    }

    long openedAtNanos() {
        return openedAtNanos;
    }

    long dueNanos() {
        return dueNanos;
    }

    /** When the word was said that the ten seconds count from; when it opened, if that is not known. */
    long countsFromNanos() {
        return countsFromNanos;
    }

    void countsFrom(long saidNanos, long due) {
        countsFromNanos = saidNanos;
        dueNanos = due;
    }

    void noteRented(long nowNanos) {
        rentedUntilNanos = nowNanos;
    }

    /** Whether the machine was rented for so short a time that nobody had to begin. */
    boolean isBrief() {
        return rentedUntilNanos - openedAtNanos < LEAST_NANOS;
    }

    void noteBelieved(SimulatedWatcher watcher, long nowNanos) {
        believedNanos.putIfAbsent(watcher, nowNanos);
    }

    /** After all time if it never did. */
    long believedNanos(SimulatedWatcher watcher) {
        return believedNanos.getOrDefault(watcher, Long.MAX_VALUE);
    }

    void noteKnown(SimulatedWatcher watcher, long nowNanos) {
        knownNanos.put(watcher, nowNanos);
    }

    boolean isKnownTo(SimulatedWatcher watcher) {
        return knownNanos.containsKey(watcher);
    }

    /** Since when that watcher could know whose it is; after all time if it could not. */
    long knownNanos(SimulatedWatcher watcher) {
        return knownNanos.getOrDefault(watcher, Long.MAX_VALUE);
    }

    /** Its process was started while the machine was rented, and ended ten seconds after that could be told. */
    boolean wasOnTimeForWhoWasTold() {
        return openedAtNanos - process.startedAtNanos() < START_COUNTS_FROM_WORD_NANOS
                && process.endedAtNanos() <= process.startedAtNanos() + START_COUNTS_FROM_WORD_NANOS + DEADLINE_NANOS;
    }
}
