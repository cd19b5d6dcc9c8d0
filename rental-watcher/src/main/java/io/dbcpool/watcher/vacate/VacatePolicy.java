package io.dbcpool.watcher.vacate;

import java.time.Duration;
import java.util.Optional;

/**
 * When to use how much force, counted from the first credible signal of a rental.
 *
 * @param soft how long the guest may take over its own shutdown; zero asks nothing of it
 * @param term when we send SIGKILL ourselves. {@code virDomainDestroy} would first wait 10 s after SIGTERM
 *     ({@code virProcessKillPainfullyDelay} in libvirt), which is all the time there is.
 * @param deadline when the devices must be free; DBC's rule is 10 s
 */
public record VacatePolicy(Duration soft, Duration term, Duration deadline) {

    /** What the kernel may need to give the devices back after SIGKILL. */
    public static final Duration RELEASE = Duration.ofSeconds(2);

    /** What QEMU needs at most between SIGTERM and its end, if it is going to end: some hundred milliseconds. */
    static final Duration FLUSH = Duration.ofSeconds(1);

    /** A guest that is booting misses the first request, so it is asked again. */
    static final Duration ASK_AGAIN = Duration.ofMillis(1_500);

    /** SIGKILL needs no repeating, unless it could not be sent; sending it again costs nothing. */
    static final Duration KILL_AGAIN = Duration.ofMillis(500);

    /**
     * One that a minute of it did not end waits for the kernel, which may take hours; or it was never there, and its
     * owner starts it now, who has ten seconds like all others.
     */
    static final Duration KILL_AGAIN_GIVEN_UP = Duration.ofSeconds(5);

    /**
     * About 20 s after the renter's request the DBC node kills every running domain, other renters' too: 15 s is the
     * last call.
     */
    private static final Duration COLLATERAL_AFTER_DEADLINE = Duration.ofSeconds(5);

    /** When the receipt is written all the same. The domain is watched on, and killed again and again. */
    private static final Duration GIVE_UP_AFTER_DEADLINE = Duration.ofSeconds(50);

    public VacatePolicy {
        require(!soft.isNegative(), "soft (" + soft + ") must not be negative");
        require(term.compareTo(soft) >= 0, "term (" + term + ") must not come before soft (" + soft + ")");
        require(
                deadline.compareTo(term.plus(RELEASE)) >= 0,
                "deadline (" + deadline + ") must leave " + RELEASE + " after term (" + term + ")");
    }

    /**
     * Of a domain that nobody knows how long it may stay: nothing is asked from {@code elapsed} on, and it is killed as
     * soon as QEMU had time to flush.
     */
    public VacatePolicy hurriedFrom(Duration elapsed) {
        Duration phase = shorter(term.minus(soft), FLUSH);
        return new VacatePolicy(shorter(soft, elapsed), shorter(term, elapsed.plus(phase)), deadline);
    }

    /** With another deadline, and the last step in time for it. */
    public VacatePolicy dueAt(Duration other) {
        var last = shorter(term, other.minus(RELEASE));
        return new VacatePolicy(shorter(soft, last), last, other);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** The force that is due by now. A late caller gets the later force at once, not each in turn. */
    Force forceAfter(Duration elapsed) {
        if (elapsed.compareTo(term) >= 0) {
            return Force.KILL;
        }
        return elapsed.compareTo(soft) >= 0 ? Force.TERMINATE : Force.ASK;
    }

    /** The worst alarm that is due by now. */
    Alarm alarmAfter(Duration elapsed) {
        if (elapsed.compareTo(deadline.plus(GIVE_UP_AFTER_DEADLINE)) >= 0) {
            return Alarm.GIVEN_UP;
        }
        if (elapsed.compareTo(deadline.plus(COLLATERAL_AFTER_DEADLINE)) >= 0) {
            return Alarm.COLLATERAL;
        }
        if (elapsed.compareTo(deadline) >= 0) {
            return Alarm.BREACH;
        }
        return elapsed.compareTo(deadline.minus(RELEASE)) >= 0 ? Alarm.NEAR_MISS : Alarm.NONE;
    }

    /** When a force is due that is more than this one. */
    Optional<Duration> whenMoreThan(Force force) {
        return switch (force) {
            case ASK -> Optional.of(soft);
            case TERMINATE -> Optional.of(term);
            case KILL -> Optional.empty();
        };
    }

    /** When an alarm is due that is worse than this one. */
    Optional<Duration> whenWorseThan(Alarm alarm) {
        return switch (alarm) {
            case NONE -> Optional.of(deadline.minus(RELEASE));
            case NEAR_MISS -> Optional.of(deadline);
            case BREACH -> Optional.of(deadline.plus(COLLATERAL_AFTER_DEADLINE));
            case COLLATERAL -> Optional.of(deadline.plus(GIVE_UP_AFTER_DEADLINE));
            case GIVEN_UP -> Optional.empty();
        };
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
