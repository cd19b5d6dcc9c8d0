package io.dbcpool.bonding.upkeep;

import io.dbcpool.events.NameBasedId;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.values.DbcAmount;
import java.math.BigInteger;
import java.time.Instant;

/**
 * An action whose price was shown, to be carried out just so or not at all.
 *
 * @param id what the operator types
 * @param basis what the chain said that matters for it: another word of the chain, and the plan is void
 * @param nonce the signer's: if he has signed anything since, the plan is void
 * @param reserved at most so much of the stash
 * @param callHash of the call that was shown
 */
public record Plan(
        String id,
        Action action,
        AccountId signer,
        AccountId controller,
        String basis,
        long nonce,
        DbcAmount reserved,
        String callHash,
        String genesis,
        Instant madeAt) {

    private static final int ID_CHARS = 8;

    static String id(String genesis, AccountId signer, long nonce, String callHash, String basis) {
        return NameBasedId.of(genesis, signer.toString(), Long.toString(nonce), callHash, basis)
                .substring(0, ID_CHARS);
    }

    /** What of the chain's state an action depends on, without what changes with each block. */
    static String basis(UpkeepState state, Action action) {
        StringBuilder basis =
                new StringBuilder().append(state.specVersion()).append(' ').append(state.stash());
        if (action.verb() == Action.Verb.CLAIM) {
            basis.append(' ').append(state.claimable());
        }
        state.machine().ifPresent(machine -> {
            machine.entry()
                    .ifPresent(entry -> basis.append(' ')
                            .append(entry.machine().status())
                            .append(' ')
                            .append(entry.machine().stake())
                            .append(' ')
                            .append(entry.machine().controller()));
            machine.orders().forEach(order -> basis.append(' ').append(order.id()));
            machine.slashes()
                    .forEach(slash -> basis.append(' ').append(slash.id()).append(slash.underReview()));
        });
        return basis.toString();
    }

    static DbcAmount reserved(Quote quote) {
        return quote instanceof Quote.Price price ? price.reserved() : new DbcAmount(BigInteger.ZERO);
    }
}
