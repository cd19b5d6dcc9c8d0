package io.dbcpool.bonding.upkeep;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.state.MachineState;
import io.dbcpool.events.NameBasedId;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.values.DbcAmount;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /** In none of the chain's words. */
    private static final String SEPARATOR = "; ";

    static String id(String genesis, AccountId signer, long nonce, String callHash, String basis) {
        return NameBasedId.of(genesis, signer.toString(), Long.toString(nonce), callHash, basis)
                .substring(0, ID_CHARS);
    }

    /** What of the chain's state an action depends on, without what changes with each block. */
    static String basis(UpkeepState state, Action action) {
        List<String> basis = new ArrayList<>();
        basis.add("runtime " + state.specVersion());
        basis.add("stash " + state.stash().map(Plan::ss58).orElse("none"));
        if (action.verb() == Action.Verb.CLAIM) {
            basis.add("claimable " + state.claimable());
        }
        state.machine().ifPresent(machine -> {
            machine.entry().map(MachineState.Entry::machine).ifPresent(entry -> {
                basis.add("status " + entry.status());
                basis.add("stake " + entry.stake());
                basis.add("controller " + ss58(entry.controller()));
            });
            machine.orders().forEach(order -> basis.add("rent order " + order.id()));
            machine.slashes()
                    .forEach(slash -> basis.add("slash %s%s"
                            .formatted(Long.toUnsignedString(slash.id()), slash.underReview() ? " under review" : "")));
        });
        return String.join(SEPARATOR, basis);
    }

    /** In what the chain has moved on, for a person; empty if in nothing. */
    static Optional<String> change(String shown, String now) {
        List<String> before = List.of(shown.split(SEPARATOR, -1));
        List<String> after = List.of(now.split(SEPARATOR, -1));
        List<String> gone =
                before.stream().filter(part -> !after.contains(part)).toList();
        List<String> come =
                after.stream().filter(part -> !before.contains(part)).toList();
        return gone.isEmpty() && come.isEmpty()
                ? Optional.empty()
                : Optional.of("the chain has moved on: shown was %s, now it is %s".formatted(words(gone), words(come)));
    }

    private static String words(List<String> parts) {
        return parts.isEmpty() ? "nothing of the kind" : String.join(SEPARATOR, parts);
    }

    private static String ss58(AccountId account) {
        return account.toSs58(DbcRuntime.SS58_PREFIX);
    }

    static DbcAmount reserved(Quote quote) {
        return quote instanceof Quote.Price price ? price.reserved() : new DbcAmount(BigInteger.ZERO);
    }
}
