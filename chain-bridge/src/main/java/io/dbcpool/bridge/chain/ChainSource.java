package io.dbcpool.bridge.chain;

import io.dbcpool.configuration.PoolConfig;

/**
 * Whether the pool hears of rentals from the chain. It never names the endpoints: the address of a paid one may hold a
 * key.
 *
 * @param configured whether {@code pool.yaml} names chain nodes
 * @param following whether this service follows them
 * @param why what that means, in words
 */
public record ChainSource(boolean configured, boolean following, String why) {

    public static ChainSource of(PoolConfig.Chain chain) {
        int endpoints = chain.endpoints().size();
        if (endpoints == 0) {
            return new ChainSource(
                    false,
                    false,
                    "no chain is configured (pool.chain.endpoints is absent or empty): rentals are heard from "
                            + "broadcasts and hypervisors only, and no owner's domain starts by itself");
        }
        return new ChainSource(
                true,
                false,
                ("this release does not follow the chain yet, though pool.chain.endpoints names %d: rentals are heard "
                                + "from broadcasts and hypervisors only, and no owner's domain starts by itself")
                        .formatted(endpoints));
    }
}
