package io.dbcpool.bonding.intent;

import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.address.Ss58Address;
import io.dbcpool.substrate.rpc.NodeAnswers;
import io.dbcpool.substrate.rpc.Query;
import io.dbcpool.substrate.rpc.RpcException;
import java.util.List;
import java.util.OptionalLong;

/** The next nonce of an account as a node's pool of pending extrinsics has it. */
final class AccountNonce {

    private AccountNonce() {}

    /** Empty if no node says. It is a hint, to notice others early; what keeps money safe is the block's own nonce. */
    static OptionalLong withPending(ChainClient client, AccountId account) {
        try {
            return OptionalLong.of(client.ask(Query.of(
                    "system_accountNextIndex",
                    List.of(account.toSs58(Ss58Address.GENERIC_PREFIX)),
                    NodeAnswers::number)));
        } catch (RpcException unknown) {
            return OptionalLong.empty();
        }
    }
}
