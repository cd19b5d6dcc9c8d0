package io.dbcpool.bonding.plan;

import java.util.Optional;

/**
 * A plan as it is on disk.
 *
 * @param asked whether somebody has asked for it to be carried out
 * @param ended what became of it; empty while it is not asked for, or under way
 */
public record KeptPlan(BondingPlan plan, boolean asked, Optional<Ended> ended) {

    /**
     * @param state a word of whoever carries plans out
     * @param inWords for a person
     */
    public record Ended(String state, String inWords) {}

    static KeptPlan made(BondingPlan plan) {
        return new KeptPlan(plan, false, Optional.empty());
    }

    public KeptPlan askedFor() {
        return new KeptPlan(plan, true, Optional.empty());
    }

    public KeptPlan ended(String state, String inWords) {
        return new KeptPlan(plan, true, Optional.of(new Ended(state, inWords)));
    }

    /** Whether whoever carries plans out goes on with it after a restart. */
    public boolean isOpen() {
        return asked && ended.isEmpty();
    }
}
