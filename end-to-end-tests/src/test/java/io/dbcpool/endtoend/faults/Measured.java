package io.dbcpool.endtoend.faults;

/**
 * One domain of one round.
 *
 * @param fault its label
 * @param tookMillis from just before the first word until the domain's process was gone, seen from outside
 * @param receiptMillis the same by the receipt, from when the watcher heard of it
 * @param restartMillis from the watcher's start, after it was killed, to its first step; 0 if it was not killed
 * @param slownessPercent how long a {@link ReferenceStart} took in the same moments, 100 being the machine's best; 0
 *     where nobody measured it
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
        long slownessPercent,
        long floodPerSecond,
        long stalledMillis,
        String complaint) {

    /** What is right to say of one that was late. */
    static final String SAYS_LATE = "the receipt says late";

    /** DBC's rule. */
    static final long LIMIT_MILLIS = 10_000;

    /**
     * A watcher starts in 1 s on two quiet cores. After its last step it has 3 s; what it does then, and QEMU's end,
     * take up to half a second of them. Where a start takes longer than the rest nobody is in time.
     */
    static final long FIT_RESTART_MILLIS = 2_500;

    /** A second that nobody was given is missing in somebody's ten. */
    static final long FIT_STALL_MILLIS = 1_000;

    private static final long PERCENT = 100;

    /**
     * Late by no more than what a machine that was slow, or away, took from the ten seconds, and right in all else: the
     * figure says more of the machine than of the watcher. A long start alone excuses nobody: it may be the watcher's
     * own.
     */
    public boolean isOfAnUnfitMachine() {
        long taken = Math.max(stalledMillis > FIT_STALL_MILLIS ? stalledMillis : 0, takenFromTheStart());
        long late = complaint.equals(SAYS_LATE) ? Math.max(tookMillis, receiptMillis) : tookMillis;
        return late > LIMIT_MILLIS
                && late - taken <= LIMIT_MILLIS
                && (complaint.isEmpty() || complaint.equals(SAYS_LATE));
    }

    /** By how much the watcher had started sooner on this machine at its best, as far as that would have helped. */
    private long takenFromTheStart() {
        long slowness = Math.max(PERCENT, slownessPercent);
        long bySlowness = restartMillis - restartMillis * PERCENT / slowness;
        return Math.max(0, Math.min(bySlowness, restartMillis - FIT_RESTART_MILLIS));
    }

    public boolean isLate() {
        return tookMillis > LIMIT_MILLIS;
    }

    public boolean isSound() {
        return !isLate() && complaint.isEmpty();
    }
}
