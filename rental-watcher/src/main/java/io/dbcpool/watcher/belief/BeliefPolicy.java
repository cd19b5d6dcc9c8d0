package io.dbcpool.watcher.belief;

import java.time.Duration;

/**
 * How long words have to hold.
 *
 * @param holdDown how long the finalized chain must say free, and nobody else rented, until the machine is free; also
 *     how long broadcasts alone stop nothing after an operator has overruled them
 * @param pendingPool whether a call that waits in a chain node's pool counts as a hint
 */
public record BeliefPolicy(Duration holdDown, boolean pendingPool) {

    /** Two of the DBC node's timer periods ({@code check_vm_expiration_timer_frequency}, default 900 s). */
    private static final Duration TWO_TIMER_PERIODS = Duration.ofMinutes(30);

    public static BeliefPolicy ofHoldDown(Duration holdDown) {
        return new BeliefPolicy(holdDown, false);
    }

    /**
     * How long a DBC node has to say {@code empty}, and nobody rented, until the machine is not known to be rented any
     * longer. Never shorter than the hold-down: a forger who says one after the other must not get a second stop out of
     * it.
     */
    public Duration decay() {
        return holdDown.compareTo(TWO_TIMER_PERIODS) > 0 ? holdDown : TWO_TIMER_PERIODS;
    }
}
