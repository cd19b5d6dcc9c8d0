package io.dbcpool.endtoend.faults;

/**
 * One domain of one round.
 *
 * @param fault its label
 * @param tookMillis from just before the first word until the domain's process was gone, seen from outside
 * @param receiptMillis the same by the receipt, from when the watcher heard of it
 * @param restartMillis from the watcher's start, after it was killed, to its first step; 0 if it was not killed
 * @param floodPerSecond what the flood reached; 0 without one
 * @param stalledMillis for how long the machine itself stood still, at the longest
 * @param complaint what was wrong but for the time; empty if nothing was
 */
public record Measured(
        String fault,
        long tookMillis,
        String endedBy,
        String outcome,
        long receiptMillis,
        long restartMillis,
        long floodPerSecond,
        long stalledMillis,
        String complaint) {

    /** DBC's rule. */
    static final long LIMIT_MILLIS = 10_000;

    /**
     * A watcher starts in 1 s on two quiet cores. After its last step it has 3 s; what it does then, and QEMU's end,
     * take up to half a second of them. Where a start takes longer than the rest nobody is in time.
     */
    static final long FIT_RESTART_MILLIS = 2_500;

    /** A second that nobody was given is missing in somebody's ten. */
    static final long FIT_STALL_MILLIS = 1_000;

    /** Late on a machine that was so busy, or away, that the figure says more of it than of the watcher. */
    public boolean isOfAnUnfitMachine() {
        return isLate() && (restartMillis > FIT_RESTART_MILLIS || stalledMillis > FIT_STALL_MILLIS);
    }

    public boolean isLate() {
        return tookMillis > LIMIT_MILLIS;
    }

    public boolean isSound() {
        return !isLate() && complaint.isEmpty();
    }
}
