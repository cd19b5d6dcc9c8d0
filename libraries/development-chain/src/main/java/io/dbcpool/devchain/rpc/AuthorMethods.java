package io.dbcpool.devchain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.devchain.block.Fees;
import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.substrate.crypto.address.InvalidAddressException;
import io.dbcpool.substrate.crypto.address.Ss58Address;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.value.Value;

/** {@code author_*} and what goes with it: extrinsics in, nonces and fees beforehand. */
final class AuthorMethods {

    private static final int PREFIX = 42;

    private AuthorMethods() {}

    static JsonNode submit(Sight sight, Parameters parameters) throws RpcRefusal {
        Bytes extrinsic = parameters.bytes(0);
        var refusal = sight.chain().submit(extrinsic);
        if (refusal.isPresent()) {
            throw RpcRefusal.of(refusal.get());
        }
        return Json.text(Hash256.ofContent(extrinsic.toArray()));
    }

    static JsonNode nextNonce(Sight sight, Parameters parameters) throws RpcRefusal {
        String address = parameters.get(0).asText();
        try {
            Value account = Value.of(Ss58Address.parse(address, PREFIX).toBytes());
            return Json.NODES.numberNode(sight.chain().nextNonce(account));
        } catch (InvalidAddressException noAddress) {
            throw RpcRefusal.invalid(String.valueOf(noAddress.getMessage()));
        }
    }

    static JsonNode queryInfo(Sight sight, Parameters parameters) throws RpcRefusal {
        ObjectNode json = Json.NODES.objectNode();
        ObjectNode weight = json.putObject("weight");
        weight.put("ref_time", Fees.WEIGHT);
        weight.put("proof_size", 0);
        json.put("class", "normal");
        json.put("partialFee", Fees.of(parameters.bytes(0).size()).toString());
        return json;
    }
}
