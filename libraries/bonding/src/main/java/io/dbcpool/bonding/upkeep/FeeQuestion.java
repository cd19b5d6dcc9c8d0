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
import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.values.DbcAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** What a node says that a transaction's fee is. Nothing is signed for it: the signature is zeros. */
public final class FeeQuestion {

    private static final int FEE_BYTES = 16;
    private static final long LIFETIME_BLOCKS = 64;

    private FeeQuestion() {}

    /** Empty if no node says. */
    public static Optional<DbcAmount> ask(ChainClient client, Call call, AccountId signer, BlockRef block, long nonce) {
        try {
            byte[] bytes = client.codecAfter(block.hash())
                    .prepare(
                            call,
                            SigningTerms.of(Lifetime.bornAt(block.number(), block.hash(), LIFETIME_BLOCKS), nonce))
                    .with(
                            new PublicKey(KeyScheme.SR25519, signer),
                            new Signature(KeyScheme.SR25519, new byte[Signature.BYTES]))
                    .bytes();
            byte[] question = new ScaleWriter()
                    .writeFixedBytes(bytes)
                    .writeU32(bytes.length)
                    .toByteArray();
            return Optional.of(client.ask(Query.of(
                    "state_call",
                    List.of(
                            "TransactionPaymentApi_query_info",
                            NodeAnswers.hex(question),
                            block.hash().toString()),
                    answer -> partialFee(NodeAnswers.bytes(answer)))));
        } catch (RpcException unknown) {
            return Optional.empty();
        }
    }

    /** {@code RuntimeDispatchInfo} ends with the fee, a u128 in little-endian; weight and class stand before it. */
    private static DbcAmount partialFee(byte[] info) {
        if (info.length <= FEE_BYTES) {
            throw new MalformedAnswerException(
                    "wanted more than %d bytes with a fee, but found %d".formatted(FEE_BYTES, info.length));
        }
        byte[] bigEndian = new byte[FEE_BYTES];
        for (int i = 0; i < FEE_BYTES; i++) {
            bigEndian[i] = info[info.length - 1 - i];
        }
        return new DbcAmount(new BigInteger(1, bigEndian));
    }
}
