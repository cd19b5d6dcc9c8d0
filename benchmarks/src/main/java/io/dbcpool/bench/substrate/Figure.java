package io.dbcpool.bench.substrate;

/**
 * One operation, ours and theirs, in microseconds of CPU time.
 *
 * @param spread how far our seconds lay apart, as half of slowest less quickest
 */
record Figure(Operation operation, double ours, double spread, double theirs, double theirSpread) {

    /** Ours must be quicker than polkadot-js by this. */
    static final double AIM = 3;

    double ratio() {
        return theirs / ours;
    }

    boolean meetsItsAim() {
        return ratio() >= AIM;
    }
}
