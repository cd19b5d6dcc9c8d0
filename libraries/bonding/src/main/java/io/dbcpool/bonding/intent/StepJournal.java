package io.dbcpool.bonding.intent;

import io.dbcpool.events.BondingStep;

/** Is told what happens to each step, in order. */
@FunctionalInterface
public interface StepJournal {

    void record(BondingStep step);
}
