package io.dbcpool.bonding.saga;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.extrinsic.Era;
import io.dbcpool.substrate.extrinsic.ExtrinsicCodec;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.rpc.RpcException;
import java.util.HexFormat;

/**
 * What an account signs in a wallet of its own: hardware, multisig or whatever.
 *
 * @param callData {@code 0x…}: wallets and multisigs decode it ("Developer, Extrinsics, Decode")
 * @param callHash by which {@code multisig.approve_as_multi} names it
 * @param payload as polkadot-js' {@code SignerPayloadJSON}; valid for the next 64 blocks
 */
public record UnsignedExtrinsic(String signer, String callData, String callHash, ObjectNode payload) {

    private static final long LIFETIME_BLOCKS = 64;

    /** @param born a finalized block, at which {@code signer} has that nonce */
    public static UnsignedExtrinsic of(ChainClient client, Call call, AccountId signer, BlockRef born, long nonce)
            throws RpcException {
        ExtrinsicCodec codec = client.codecAfter(born.hash());
        Metadata metadata = client.runtimeAfter(born.hash()).metadata();
        String address = signer.toSs58(DbcRuntime.SS58_PREFIX);
        String callData = "0x" + HexFormat.of().formatHex(codec.encode(call));
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("address", address);
        payload.put("blockHash", born.hash().toString());
        payload.put("blockNumber", number(born.number()));
        payload.put("era", era(born.number()));
        payload.put("genesisHash", codec.genesis().toString());
        payload.put("method", callData);
        payload.put("nonce", number(nonce));
        payload.put("specVersion", number(codec.version().specVersion()));
        payload.put("tip", "0x00000000000000000000000000000000");
        payload.put("transactionVersion", number(codec.version().transactionVersion()));
        payload.put("version", 4);
        var extensions = payload.putArray("signedExtensions");
        metadata.extrinsic().signedExtensions().forEach(extension -> extensions.add(extension.name()));
        return new UnsignedExtrinsic(address, callData, codec.hash(call).toString(), payload);
    }

    private static String era(long birth) {
        int encoded = Era.mortal(birth, LIFETIME_BLOCKS).encoded();
        return "0x%02x%02x".formatted(encoded & 0xff, encoded >> 8 & 0xff);
    }

    /** Eight hex digits, as polkadot-js writes a u32. */
    private static String number(long value) {
        return "0x%08x".formatted(value);
    }
}
