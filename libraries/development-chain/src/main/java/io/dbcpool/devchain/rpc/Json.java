package io.dbcpool.devchain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.devchain.block.BuiltBlock;
import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.value.Value;
import java.util.Collection;
import java.util.Optional;

/** The chain's things as a node writes them. */
public final class Json {

    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    static JsonNode text(Object value) {
        return NODES.textNode(value.toString());
    }

    static JsonNode optional(Optional<?> value) {
        return value.map(Json::text).orElse(NODES.nullNode());
    }

    static ArrayNode list(Collection<?> values) {
        ArrayNode list = NODES.arrayNode();
        values.forEach(value -> list.add(value.toString()));
        return list;
    }

    static ObjectNode header(Header header) {
        ObjectNode json = NODES.objectNode();
        json.put("parentHash", header.parent().toString());
        json.put("number", "0x" + Long.toHexString(header.number()));
        json.put("stateRoot", header.stateRoot().toString());
        json.put("extrinsicsRoot", header.extrinsicsRoot().toString());
        json.putObject("digest").set("logs", list(header.digestLogs()));
        return json;
    }

    static ObjectNode block(BuiltBlock block) {
        ObjectNode json = NODES.objectNode();
        ObjectNode inner = json.putObject("block");
        inner.set("header", header(block.header()));
        inner.set("extrinsics", list(block.extrinsics()));
        json.putNull("justifications");
        return json;
    }

    static ObjectNode runtimeVersion(Value version) {
        ObjectNode json = NODES.objectNode();
        json.put("specName", version.field("spec_name").asText());
        json.put("implName", version.field("impl_name").asText());
        json.put("authoringVersion", version.field("authoring_version").asLong());
        json.put("specVersion", version.field("spec_version").asLong());
        json.put("implVersion", version.field("impl_version").asLong());
        ArrayNode apis = json.putArray("apis");
        for (Value api : version.field("apis").asItems()) {
            apis.addArray()
                    .add(Bytes.of(api.asItems().get(0).asBytes()).toString())
                    .add(api.asItems().get(1).asLong());
        }
        json.put("transactionVersion", version.field("transaction_version").asLong());
        json.put("stateVersion", version.field("state_version").asLong());
        return json;
    }

    /** What changed, or what is there, at a block: {@code StorageChangeSet}. */
    static ObjectNode changes(BuiltBlock block, Collection<Bytes> keys) {
        ObjectNode json = NODES.objectNode();
        json.put("block", block.hash().toString());
        ArrayNode changes = json.putArray("changes");
        for (Bytes key : keys) {
            changes.addArray().add(key.toString()).add(optional(block.state().find(key)));
        }
        return json;
    }
}
