package io.dbcpool.bonding.upkeep;

import io.dbcpool.values.DbcAmount;
import java.util.List;

/** What an action costs, or why it is not possible now. */
public sealed interface Quote {

    /**
     * It can be done.
     *
     * @param reserved of the stash: staked, or held for a slash
     * @param returned to the stash
     * @param slash what can be taken of the stake because of it, and when; empty where nothing can
     * @param stashCanPay whether the stash has {@code reserved} free
     * @param controllerCanPay whether the signer has something for the transaction's fee
     * @param notes what else there is to know
     */
    record Price(
            DbcAmount reserved,
            DbcAmount returned,
            String slash,
            boolean stashCanPay,
            boolean controllerCanPay,
            List<String> notes)
            implements Quote {
        public Price {
            notes = List.copyOf(notes);
        }

        public boolean isAffordable() {
            return stashCanPay && controllerCanPay;
        }
    }

    /** The runtime would refuse it, or nothing would come of it. */
    record NotNow(String reason, String nextStep) implements Quote {}
}
