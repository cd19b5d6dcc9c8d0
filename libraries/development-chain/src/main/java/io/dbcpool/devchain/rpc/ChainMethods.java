package io.dbcpool.devchain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dbcpool.devchain.block.BuiltBlock;
import java.util.Optional;

/** {@code chain_*}: blocks by hash, hashes by number. */
final class ChainMethods {

    private ChainMethods() {}

    static JsonNode block(Sight sight, Parameters parameters) throws RpcRefusal {
        return find(sight, parameters)
                .map(found -> (JsonNode) Json.block(found))
                .orElse(Json.NODES.nullNode());
    }

    static JsonNode header(Sight sight, Parameters parameters) throws RpcRefusal {
        return find(sight, parameters)
                .map(found -> (JsonNode) Json.header(found.header()))
                .orElse(Json.NODES.nullNode());
    }

    /** Of the best block, of one number, or of several. */
    static JsonNode blockHash(Sight sight, Parameters parameters) throws RpcRefusal {
        Optional<JsonNode> numbers = parameters.find(0);
        if (numbers.isEmpty()) {
            return Json.text(sight.best().hash());
        }
        if (!numbers.get().isArray()) {
            return hash(sight, numbers.get());
        }
        ArrayNode hashes = Json.NODES.arrayNode();
        for (JsonNode number : numbers.get()) {
            hashes.add(hash(sight, number));
        }
        return hashes;
    }

    private static JsonNode hash(Sight sight, JsonNode number) throws RpcRefusal {
        try {
            long height = number.isNumber() ? number.asLong() : Long.decode(number.asText());
            return Json.optional(sight.find(height).map(BuiltBlock::hash));
        } catch (NumberFormatException noNumber) {
            throw RpcRefusal.invalid("wanted a block's number, but found " + number);
        }
    }

    private static Optional<BuiltBlock> find(Sight sight, Parameters parameters) throws RpcRefusal {
        var hash = parameters.findHash(0);
        return hash.isEmpty() ? Optional.of(sight.best()) : sight.chain().find(hash.get());
    }
}
