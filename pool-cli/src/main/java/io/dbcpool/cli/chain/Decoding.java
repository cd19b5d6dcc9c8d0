package io.dbcpool.cli.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.extrinsic.Extrinsic;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.substrate.value.ValueException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Reads what somebody is asked to sign, or has signed. */
final class Decoding {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** An unsigned extrinsic of version 4 without its signature; a call behind it is decoded as one of a block. */
    private static final byte BARE = 0x04;

    private Decoding() {}

    /** Empty if it is neither a call nor an extrinsic of that runtime. */
    static Optional<ObjectNode> of(Metadata metadata, String hex) {
        byte[] bytes;
        try {
            bytes = HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT).replaceFirst("^0x", ""));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return extrinsic(metadata, bytes).or(() -> call(metadata, bytes));
    }

    private static Optional<ObjectNode> extrinsic(Metadata metadata, byte[] bytes) {
        try {
            Extrinsic extrinsic = Extrinsic.decode(metadata, bytes);
            ObjectNode tree = NODES.objectNode();
            tree.put("extrinsic", extrinsic.hash().toString());
            extrinsic.authorship().ifPresent(by -> {
                by.account().ifPresent(account -> tree.put("signer", ChainText.ss58(account)));
                by.nonce().ifPresent(nonce -> tree.put("nonce", nonce));
                tree.put("tipPlanck", by.tip().toString());
            });
            tree.set("call", call(extrinsic.call()));
            return Optional.of(tree);
        } catch (ScaleException | ValueException none) {
            return Optional.empty();
        }
    }

    private static Optional<ObjectNode> call(Metadata metadata, byte[] bytes) {
        byte[] bare = new byte[bytes.length + 1];
        bare[0] = BARE;
        System.arraycopy(bytes, 0, bare, 1, bytes.length);
        byte[] whole = new ScaleWriter().writeBytes(bare).toByteArray();
        try {
            ObjectNode tree = NODES.objectNode();
            tree.set("call", call(Extrinsic.decode(metadata, whole).call()));
            return Optional.of(tree);
        } catch (ScaleException | ValueException none) {
            return Optional.empty();
        }
    }

    private static ObjectNode call(Call call) {
        ObjectNode tree = NODES.objectNode();
        tree.put("name", call.pallet() + "." + call.name());
        ObjectNode arguments = tree.putObject("arguments");
        call.arguments().forEach((name, value) -> arguments.set(name, value(value)));
        return tree;
    }

    private static JsonNode value(Value value) {
        if (value instanceof Value.Bytes bytes) {
            return NODES.textNode(text(bytes));
        }
        if (value instanceof Value.Struct struct) {
            ObjectNode tree = NODES.objectNode();
            struct.fields().forEach((name, field) -> tree.set(name, value(field)));
            return tree;
        }
        if (value instanceof Value.Variant variant) {
            ObjectNode tree = NODES.objectNode();
            ObjectNode fields = tree.putObject(variant.name());
            variant.fields().forEach((name, field) -> fields.set(name, value(field)));
            return fields.isEmpty() ? NODES.textNode(variant.name()) : tree;
        }
        if (value instanceof Value.Items items) {
            ArrayNode tree = NODES.arrayNode();
            items.items().forEach(item -> tree.add(value(item)));
            return tree;
        }
        return NODES.textNode(value.toString());
    }

    /** As text where it is text: the chain keeps machine ids and operators so. */
    private static String text(Value.Bytes bytes) {
        byte[] raw = bytes.toArray();
        boolean isText = raw.length > 0;
        for (byte one : raw) {
            isText &= one >= ' ' && one < 0x7f;
        }
        return isText
                ? new String(raw, StandardCharsets.US_ASCII)
                : "0x" + HexFormat.of().formatHex(raw);
    }
}
