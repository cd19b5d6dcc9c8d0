package io.dbcpool.chain.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.address.Ss58Address;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/** The recorded chain. Storage keys and values are hex with {@code 0x}. */
public final class Recording {

    public static final DbcRuntime RUNTIME = new DbcRuntime(Metadata.decode(gunzip("metadata-400.scale.gz")));

    private static final JsonNode STORY = json();

    public static final MachineId MACHINE = new MachineId(STORY.path("machine").asText());
    public static final AccountId STASH = Ss58Address.parse(STORY.path("stash").asText(), 42);
    public static final AccountId CONTROLLER =
            Ss58Address.parse(STORY.path("controller").asText(), 42);
    public static final AccountId RENTER = Ss58Address.parse("5Haobx1neG4UmfvTFYuxKneipL3a59Kipfu48LBEBgUuWPtb", 42);

    private static final Map<Long, Map<String, Optional<byte[]>>> STORAGE = storage();

    private Recording() {}

    public static long first() {
        return STORY.path("blocks").path(0).path("number").asLong();
    }

    public static long last() {
        return first() + STORY.path("blocks").size() - 1;
    }

    /** What was stored under a key when a block was done. */
    public static Optional<byte[]> stored(long block, byte[] key) {
        return Objects.requireNonNull(STORAGE.get(block)).getOrDefault(hex(key), Optional.empty());
    }

    /** What was stored at the last block, of what was recorded there. */
    public static Optional<byte[]> storedLast(byte[] key) {
        if (last(key).isEmpty()) {
            throw new IllegalArgumentException("not recorded: " + hex(key));
        }
        return findLast(key);
    }

    /** The same; empty also for what was not recorded. */
    public static Optional<byte[]> findLast(byte[] key) {
        return last(key).filter(value -> !value.isNull()).map(value -> bytes(value.asText()));
    }

    private static Optional<JsonNode> last(byte[] key) {
        return StreamSupport.stream(STORY.path("snapshot").spliterator(), false)
                .filter(item -> item.path("key").asText().equals(hex(key)))
                .findFirst()
                .map(item -> item.path("value"));
    }

    public static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex, 2, hex.length());
    }

    /** The file holds what each block changed. */
    private static Map<Long, Map<String, Optional<byte[]>>> storage() {
        Map<Long, Map<String, Optional<byte[]>>> all = new HashMap<>();
        Map<String, Optional<byte[]>> now = new HashMap<>();
        for (JsonNode block : STORY.path("blocks")) {
            for (Map.Entry<String, JsonNode> change :
                    List.copyOf(block.path("storage").properties())) {
                now.put(
                        change.getKey(),
                        change.getValue().isNull()
                                ? Optional.empty()
                                : Optional.of(bytes(change.getValue().asText())));
            }
            all.put(block.path("number").asLong(), Map.copyOf(now));
        }
        return all;
    }

    private static JsonNode json() {
        try {
            return new ObjectMapper().readTree(gunzip("story.json.gz"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gunzip(String name) {
        try (InputStream file = Objects.requireNonNull(Recording.class.getResourceAsStream("/recorded/" + name));
                InputStream plain = new GZIPInputStream(file)) {
            return plain.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
