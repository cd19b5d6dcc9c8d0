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

    public static final ChainOptions DEFAULT =
            new ChainOptions(RpcLimits.DEFAULT, PoolPolicy.DEFAULT, Duration.ofSeconds(15));

    public ChainOptions withLimits(RpcLimits other) {
        return new ChainOptions(other, policy, startTimeout);
    }

    public ChainOptions withPolicy(PoolPolicy other) {
        return new ChainOptions(limits, other, startTimeout);
    }

    public ChainOptions withStartTimeout(Duration other) {
        return new ChainOptions(limits, policy, other);
    }
}
