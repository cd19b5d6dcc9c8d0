package io.dbcpool.devchain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** How a chain node may answer wrongly, on command. */
public enum Lie {
    NONE,
    /** The hash of block 0 is another one's, as at a node of another chain. */
    WRONG_GENESIS,
    /** A block's hash is not that of its header. */
    WRONG_HASHES,
    /** Headers say another state root, and so no longer have the hash under which they are known. */
    FORGED_HEADERS,
    /** A block's body lacks its last extrinsic, which its header accounts for. */
    SHORT_BLOCKS,
    /** Nothing is stored, whatever is asked. */
    EMPTY_STORAGE,
    /** What is stored is that of the first block, said to be of the block that was asked for. */
    OTHER_STATE,
    /** Answers carry another request's id. */
    WRONG_ID,
    /** Answers are no JSON. */
    GARBAGE,
    /** Answers are of {@value #HUGE_BYTES} bytes. */
    HUGE_FRAMES;

    private static final int HUGE_BYTES = 48 * 1_024 * 1_024;
    private static final Set<String> STORED = Set.of("state_getStorage", "state_queryStorageAt");
    private static final Set<String> HEADS =
            Set.of("chain_getHeader", "chain_newHead", "chain_allHead", "chain_finalizedHead");

    /**
     * What is looked up instead of what was asked for.
     *
     * @param first the first block's hash
     */
    JsonNode distortQuestion(String method, JsonNode parameters, String first) {
        if (this != OTHER_STATE || !STORED.contains(method) || parameters.size() < 2) {
            return parameters;
        }
        ArrayNode others = parameters.deepCopy();
        others.set(1, Json.text(first));
        return others;
    }

    /** @param method what was asked, or the name of what is told */
    JsonNode distort(String method, JsonNode parameters, JsonNode result) {
        if (result.isNull()) {
            return result;
        }
        return switch (this) {
            case WRONG_GENESIS ->
                method.equals("chain_getBlockHash")
                                && parameters.path(0).asText("").matches("0|0x0")
                        ? Json.text(otherHash(result.asText()))
                        : result;
            case WRONG_HASHES ->
                method.equals("chain_getBlockHash") && result.isTextual()
                        ? Json.text(otherHash(result.asText()))
                        : result;
            case FORGED_HEADERS -> HEADS.contains(method) ? forged(result) : result;
            case SHORT_BLOCKS -> method.equals("chain_getBlock") ? shortened(result) : result;
            case EMPTY_STORAGE -> emptied(method, result);
            case OTHER_STATE -> method.equals("state_queryStorageAt") ? relabelled(result, parameters) : result;
            default -> result;
        };
    }

    /** @param frame a whole message, as it is sent */
    String distort(String frame) {
        return switch (this) {
            case GARBAGE -> "<html>502 Bad Gateway</html>";
            case WRONG_ID -> frame.replaceFirst("\"id\":(\\d+)", "\"id\":9$1");
            case HUGE_FRAMES -> frame + " ".repeat(HUGE_BYTES);
            default -> frame;
        };
    }

    private static String otherHash(String hash) {
        char last = hash.charAt(hash.length() - 1);
        return hash.substring(0, hash.length() - 1) + (last == '0' ? '1' : '0');
    }

    private static JsonNode forged(JsonNode header) {
        ObjectNode forged = header.deepCopy();
        forged.put("stateRoot", otherHash(header.path("stateRoot").asText()));
        return forged;
    }

    private static JsonNode shortened(JsonNode block) {
        ObjectNode copy = block.deepCopy();
        ArrayNode extrinsics = (ArrayNode) copy.path("block").path("extrinsics");
        if (!extrinsics.isEmpty()) {
            extrinsics.remove(extrinsics.size() - 1);
        }
        return copy;
    }

    private static JsonNode relabelled(JsonNode sets, JsonNode parameters) {
        JsonNode copy = sets.deepCopy();
        copy.forEach(set -> ((ObjectNode) set).set("block", parameters.path(1)));
        return copy;
    }

    private static JsonNode emptied(String method, JsonNode result) {
        return switch (method) {
            case "state_getStorage", "state_getStorageAt" -> Json.NODES.nullNode();
            case "state_getKeysPaged" -> Json.NODES.arrayNode();
            case "state_queryStorageAt" -> {
                JsonNode copy = result.deepCopy();
                copy.forEach(set -> set.path("changes").forEach(change -> ((ArrayNode) change).setNull(1)));
                yield copy;
            }
            default -> result;
        };
    }
}
