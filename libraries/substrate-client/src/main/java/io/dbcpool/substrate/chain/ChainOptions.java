package io.dbcpool.substrate.chain;

import io.dbcpool.substrate.endpoints.PoolPolicy;
import io.dbcpool.substrate.rpc.RpcLimits;
import java.time.Duration;

/**
 * How a chain is reached.
 *
 * @param startTimeout how long the first usable node is waited for
 */
public record ChainOptions(RpcLimits limits, PoolPolicy policy, Duration startTimeout) {

    /** For a chain with blocks of some seconds. */
    public static final ChainOptions DEFAULT =
            new ChainOptions(RpcLimits.DEFAULT, PoolPolicy.DEFAULT, Duration.ofSeconds(15));

    /** The same, with other limits of each connection. */
    public ChainOptions withLimits(RpcLimits other) {
        return new ChainOptions(other, policy, startTimeout);
    }

    /** The same, with another policy of which nodes may be asked. */
    public ChainOptions withPolicy(PoolPolicy other) {
        return new ChainOptions(limits, other, startTimeout);
    }

    /** The same, with so long for the first node to be usable. */
    public ChainOptions withStartTimeout(Duration other) {
        return new ChainOptions(limits, policy, other);
    }
}
