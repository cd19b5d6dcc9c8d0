package io.dbcpool.endtoend.faults;

/**
 * One domain of one round.
 *
 * @param fault its label
 * @param tookMillis from just before the first word until the domain's process was gone, seen from outside
 * @param receiptMillis the same by the receipt, from when the watcher heard of it
 * @param restartMillis from the watcher's start, after it was killed, to its first step; 0 if it was not killed
 * @param floodPerSecond what the flood reached; 0 without one
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
        String complaint) {

    /** DBC's rule. */
    static final long LIMIT_MILLIS = 10_000;

    /** A watcher starts in 2 s on two quiet cores. Where it takes longer than the ladder leaves, nobody is in time. */
    static final long FIT_RESTART_MILLIS = 2_800;

    /** Whether the machine was so busy with other things that the figure says more of them than of the watcher. */
    public boolean isOfAnUnfitMachine() {
        return restartMillis > FIT_RESTART_MILLIS;
    }

    public boolean isLate() {
        return tookMillis > LIMIT_MILLIS;
    }

    public boolean isSound() {
        return !isLate() && complaint.isEmpty();
    }
}
