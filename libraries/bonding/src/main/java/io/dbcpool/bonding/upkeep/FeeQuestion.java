package io.dbcpool.bonding.upkeep;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.PublicKey;
import io.dbcpool.substrate.crypto.Signature;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.extrinsic.Lifetime;
import io.dbcpool.substrate.extrinsic.SigningTerms;
import io.dbcpool.substrate.rpc.MalformedAnswerException;
import io.dbcpool.substrate.rpc.NodeAnswers;
import io.dbcpool.substrate.rpc.Query;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.DbcAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** What a node says that a transaction's fee is. Nothing is signed for it: the signature is zeros. */
public final class FeeQuestion {

    private FeeQuestion() {}

    /** Empty if no node says. */
    public static Optional<DbcAmount> ask(ChainClient client, Call call, AccountId signer, BlockRef block, long nonce) {
        try {
            byte[] bytes = client.codecAfter(block.hash())
                    .prepare(call, SigningTerms.of(Lifetime.bornAt(block.number(), block.hash(), 64), nonce))
                    .with(
                            new PublicKey(KeyScheme.SR25519, signer),
                            new Signature(KeyScheme.SR25519, new byte[Signature.BYTES]))
                    .bytes();
            return Optional.of(client.ask(Query.of(
                    "payment_queryInfo",
                    List.of(NodeAnswers.hex(bytes), block.hash().toString()),
                    answer -> amount(answer.path("partialFee").asText()))));
        } catch (RpcException unknown) {
            return Optional.empty();
        }
    }

    /** A decimal number, or one in hex. */
    private static DbcAmount amount(String text) {
        try {
            return new DbcAmount(text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text));
        } catch (IllegalArgumentException e) {
            throw new MalformedAnswerException("wanted a fee, but found '%s'".formatted(text));
        }
    }
}
