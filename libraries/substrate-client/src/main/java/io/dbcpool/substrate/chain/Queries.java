package io.dbcpool.substrate.chain;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.substrate.block.Block;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.RuntimeVersion;
import io.dbcpool.substrate.rpc.MalformedAnswerException;
import io.dbcpool.substrate.rpc.NodeAnswers;
import io.dbcpool.substrate.rpc.Query;
import io.dbcpool.substrate.scale.ScaleException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked of a node, and what of its answer can be checked. */
final class Queries {

    private Queries() {}

    static Query<Optional<Hash256>> blockHash(long number) {
        return Query.ofKnown("chain_getBlockHash", List.of(number), NodeAnswers::hash);
    }

    static Query<Optional<Header>> header(Hash256 hash) {
        return Query.ofKnown("chain_getHeader", List.of(hash.toString()), answer -> NodeAnswers.header(answer, hash));
    }

    static Query<Optional<Block>> block(Hash256 hash) {
        return Query.ofKnown("chain_getBlock", List.of(hash.toString()), answer -> {
            JsonNode block = answer.path("block");
            Header header = NodeAnswers.header(block.path("header"), hash);
            List<byte[]> extrinsics = NodeAnswers.list(block.path("extrinsics"), NodeAnswers::bytes);
            try {
                return new Block(header, extrinsics);
            } catch (IllegalArgumentException otherExtrinsics) {
                throw new MalformedAnswerException(String.valueOf(otherExtrinsics.getMessage()));
            }
        });
    }

    static Query<RuntimeVersion> runtimeVersion(Hash256 at) {
        return Query.of(
                "state_getRuntimeVersion",
                List.of(at.toString()),
                answer -> new RuntimeVersion(
                        NodeAnswers.text(answer.path("specName")),
                        NodeAnswers.number(answer.path("specVersion")),
                        NodeAnswers.number(answer.path("transactionVersion"))));
    }

    static Query<Metadata> metadata(Hash256 at) {
        return Query.of("state_getMetadata", List.of(at.toString()), answer -> {
            try {
                return Metadata.decode(NodeAnswers.bytes(answer));
            } catch (ScaleException noMetadata) {
                throw new MalformedAnswerException(String.valueOf(noMetadata.getMessage()));
            }
        });
    }

    static Query<Optional<byte[]>> storage(byte[] key, Hash256 at) {
        return Query.of("state_getStorage", List.of(NodeAnswers.hex(key), at.toString()), Queries::storedOrNothing);
    }

    /** In the order of the keys. */
    static Query<List<Optional<byte[]>>> storage(List<byte[]> keys, Hash256 at) {
        List<String> asked = keys.stream().map(NodeAnswers::hex).toList();
        return Query.of("state_queryStorageAt", List.of(asked, at.toString()), answer -> {
            Map<String, Optional<byte[]>> stored = new LinkedHashMap<>();
            for (JsonNode set : NodeAnswers.list(answer, one -> one)) {
                if (!NodeAnswers.hash(set.path("block")).equals(at)) {
                    throw new MalformedAnswerException(
                            "wanted storage at %s, but found it at %s".formatted(at, set.path("block")));
                }
                for (List<JsonNode> pair :
                        NodeAnswers.list(set.path("changes"), one -> NodeAnswers.list(one, it -> it))) {
                    if (pair.size() != 2) {
                        throw new MalformedAnswerException(
                                "wanted a storage key and its value, but found %d things".formatted(pair.size()));
                    }
                    stored.put(NodeAnswers.text(pair.get(0)), storedOrNothing(pair.get(1)));
                }
            }
            return asked.stream()
                    .map(key -> {
                        Optional<byte[]> value = stored.get(key);
                        if (value == null) {
                            throw new MalformedAnswerException("wanted the value of storage key %s too".formatted(key));
                        }
                        return value;
                    })
                    .toList();
        });
    }

    /**
     * The same, of a node whose state says of itself that it is this block's: its own number and parent are asked along
     * with each question, for a node that answers out of another block's state says of that nothing.
     *
     * @param number under which the block's number is stored, little-endian
     * @param parent under which its parent's hash is
     */
    static Query<List<Optional<byte[]>>> storageOf(Header block, byte[] number, byte[] parent, List<byte[]> keys) {
        List<byte[]> all = new ArrayList<>(List.of(number, parent));
        all.addAll(keys);
        var query = storage(all, block.hash());
        return Query.of(query.method(), query.params(), answer -> {
            List<Optional<byte[]>> stored = query.reader().apply(answer);
            long saidNumber = stored.get(0).map(Queries::littleEndian).orElse(-1L);
            byte[] saidParent = stored.get(1).orElse(new byte[0]);
            if (saidNumber != block.number()
                    || !Arrays.equals(saidParent, block.parent().toBytes())) {
                throw new MalformedAnswerException("wanted the state of block %s, but found that of a block %d on %s"
                        .formatted(block.ref(), saidNumber, NodeAnswers.hex(saidParent)));
            }
            return stored.subList(2, stored.size());
        });
    }

    private static long littleEndian(byte[] bytes) {
        long value = 0;
        for (int i = Math.min(bytes.length, Long.BYTES) - 1; i >= 0; i--) {
            value = value << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
        }
        return value;
    }

    /** The next keys with that beginning, in their order. */
    static Query<List<byte[]>> keys(byte[] beginning, int count, byte[] after, Hash256 at) {
        List<Object> params = List.of(
                NodeAnswers.hex(beginning),
                count,
                NodeAnswers.hex(after.length == 0 ? beginning : after),
                at.toString());
        return Query.of("state_getKeysPaged", params, answer -> {
            List<byte[]> keys = NodeAnswers.list(answer, NodeAnswers::bytes);
            byte[] last = after;
            for (byte[] key : keys) {
                boolean begins = key.length >= beginning.length
                        && Arrays.equals(key, 0, beginning.length, beginning, 0, beginning.length);
                if (!begins || (last.length > 0 && Arrays.compareUnsigned(key, last) <= 0)) {
                    throw new MalformedAnswerException(
                            "wanted storage keys behind %s in their order".formatted(NodeAnswers.hex(last)));
                }
                last = key;
            }
            if (keys.size() > count) {
                throw new MalformedAnswerException(
                        "wanted at most %d keys, but found %d".formatted(count, keys.size()));
            }
            return keys;
        });
    }

    private static Optional<byte[]> storedOrNothing(JsonNode answer) {
        return answer.isNull() ? Optional.empty() : Optional.of(NodeAnswers.bytes(answer));
    }
}
