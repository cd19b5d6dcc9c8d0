package io.dbcpool.bench.soak;

/**
 * One process at one moment.
 *
 * @param seconds of the soak, over all its runs
 * @param pid tells one life of it from another
 * @param stateKibibytes what its folder holds, but for what is kept for ever: receipts
 * @param keptKibibytes that
 */
record Sampled(
        double seconds,
        String process,
        long pid,
        long residentMebibytes,
        int threads,
        int openFiles,
        long stateKibibytes,
        long keptKibibytes) {}
