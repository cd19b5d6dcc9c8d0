package io.dbcpool.bench.scale;

import java.util.SplittableRandom;

/** How long domains take to be off, drawn as {@code bench pool-size} scripts them. */
final class StopTimes {

    private static final double DEAF_SHARE = 0.1;
    private static final double ASKED_MEDIAN_MILLIS = 1_300;
    private static final double ASKED_SPREAD = 0.35;
    private static final double TERMINATED_MILLIS = 200;

    private final SplittableRandom random;
    private final double softMillis;

    /** @param softMillis how long a guest is given after it was asked, before it is told by force */
    StopTimes(SplittableRandom random, double softMillis) {
        this.random = random;
        this.softMillis = softMillis;
    }

    /** From the signal, if it was asked so long after it. */
    double offAfter(double askedMillis) {
        double byForce = Math.max(askedMillis, softMillis) + TERMINATED_MILLIS;
        double byGuest = askedMillis + ASKED_MEDIAN_MILLIS * Math.exp(ASKED_SPREAD * random.nextGaussian());
        return random.nextDouble() < DEAF_SHARE ? byForce : Math.min(byForce, byGuest);
    }
}
