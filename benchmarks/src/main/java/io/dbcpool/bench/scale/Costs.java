package io.dbcpool.bench.scale;

/**
 * What the other benches measured, from which the simulations reckon. The defaults are those of
 * {@code docs/performance.md}.
 *
 * @param decideMillis of the guard's one thread, from a word to the order that goes out
 * @param settleMillis of the same thread, for the end of a domain, its proof and its receipt
 * @param recordsOfVacate that a vacate leaves in Kafka
 * @param recordBytes of each, with its headers
 */
record Costs(double decideMillis, double settleMillis, double recordsOfVacate, int recordBytes) {

    Costs {
        if (decideMillis < 0 || settleMillis < 0 || recordsOfVacate < 0 || recordBytes < 0) {
            throw new IllegalArgumentException("wanted costs of at least 0, found %s".formatted(this));
        }
    }
}
