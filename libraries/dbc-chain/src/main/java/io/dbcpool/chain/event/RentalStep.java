package io.dbcpool.chain.event;

/** What of a rent order an event tells. */
public enum RentalStep {
    ORDERED,
    CONFIRMED,
    EXTENDED
}
