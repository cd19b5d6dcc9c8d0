package io.dbcpool.devchain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.substrate.crypto.hash.Blake2b;
import java.util.List;
import java.util.Optional;

/** {@code state_*}: what is stored at a block, and by which runtime it is read. */
final class StateMethods {

    private static final int MAX_KEYS = 1_000;

    private StateMethods() {}

    static JsonNode metadata(Sight sight, Parameters parameters) throws RpcRefusal {
        return Json.text(sight.get(parameters.findHash(0)).runtime().metadataBytes());
    }

    static JsonNode runtimeVersion(Sight sight, Parameters parameters) throws RpcRefusal {
        return Json.runtimeVersion(sight.get(parameters.findHash(0)).runtime().version());
    }

    static JsonNode storage(Sight sight, Parameters parameters) throws RpcRefusal {
        return Json.optional(found(sight, parameters));
    }

    static JsonNode storageSize(Sight sight, Parameters parameters) throws RpcRefusal {
        return found(sight, parameters)
                .map(value -> (JsonNode) Json.NODES.numberNode(value.size()))
                .orElse(Json.NODES.nullNode());
    }

    static JsonNode storageHash(Sight sight, Parameters parameters) throws RpcRefusal {
        return Json.optional(found(sight, parameters).map(value -> Bytes.of(Blake2b.hash256(value.toArray()))));
    }

    private static Optional<Bytes> found(Sight sight, Parameters parameters) throws RpcRefusal {
        return sight.get(parameters.findHash(1)).state().find(parameters.bytes(0));
    }

    static JsonNode keys(Sight sight, Parameters parameters) throws RpcRefusal {
        return Json.list(sight.get(parameters.findHash(1)).state().keysUnder(parameters.bytes(0)));
    }

    static JsonNode keysPaged(Sight sight, Parameters parameters) throws RpcRefusal {
        Bytes prefix = parameters.find(0).isPresent() ? parameters.bytes(0) : Bytes.of(new byte[0]);
        int count = parameters.get(1).asInt();
        if (count > MAX_KEYS) {
            throw RpcRefusal.invalid("count exceeds maximum value. value: %d, max: %d".formatted(count, MAX_KEYS));
        }
        Optional<Bytes> after = parameters.find(2).isPresent() ? Optional.of(parameters.bytes(2)) : Optional.empty();
        List<Bytes> keys = sight.get(parameters.findHash(3)).state().keysUnder(prefix);
        return Json.list(keys.stream()
                .filter(key -> after.isEmpty() || key.compareTo(after.get()) > 0)
                .limit(count)
                .toList());
    }

    static JsonNode queryStorageAt(Sight sight, Parameters parameters) throws RpcRefusal {
        return Json.NODES.arrayNode().add(Json.changes(sight.get(parameters.findHash(1)), parameters.listOfBytes(0)));
    }

    /** Calls of the runtime's own API, as far as wallets need them. */
    static JsonNode call(Sight sight, Parameters parameters) throws RpcRefusal {
        String name = parameters.get(0).asText();
        var block = sight.get(parameters.findHash(2));
        return switch (name) {
            case "Core_version" -> Json.text(RuntimeApi.version(block.runtime()));
            case "Metadata_metadata" -> Json.text(RuntimeApi.metadata(block.runtime()));
            case "Metadata_metadata_versions" -> Json.text(RuntimeApi.metadataVersions());
            case "Metadata_metadata_at_version" ->
                Json.text(RuntimeApi.metadataAtVersion(block.runtime(), parameters.bytes(1)));
            case "AccountNonceApi_account_nonce" -> Json.text(RuntimeApi.nonce(block, parameters.bytes(1)));
            case "TransactionPaymentApi_query_info" -> Json.text(RuntimeApi.queryInfo(parameters.bytes(1)));
            default -> throw RpcRefusal.invalid("this chain has no runtime API " + name);
        };
    }
}
