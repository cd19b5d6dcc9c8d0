package io.dbcpool.broadcast;

import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * Writes what a DBC node broadcasts, byte for byte: 132 bytes that say {@code renting} or 128 that say {@code empty}
 * ({@code TaskManager.cpp} joins the JSON by hand, with one space, behind the comma).
 */
public final class BroadcastEncoder {

    /** The status of a test word, which no DBC node sends and nobody obeys. */
    static final String TEST = "test";

    private BroadcastEncoder() {}

    public static byte[] encode(MachineId machineId, Word word) {
        return encode(machineId.hex(), word.name().toLowerCase(Locale.ROOT));
    }

    /** A test word about a machine. */
    public static byte[] encodeTest(MachineId machineId) {
        return encode(machineId.hex(), TEST);
    }

    /** A test word by which its sender knows whether it hears itself; in {@code canary} no quote may stand. */
    public static byte[] encodeCanary(MachineId machineId, String canary) {
        String json =
                "{\"node_id\":\"%s\", \"status\":\"%s\", \"canary\":\"%s\"}".formatted(machineId.hex(), TEST, canary);
        return Base64.getEncoder().encode(json.getBytes(StandardCharsets.UTF_8));
    }

    /** With whatever is said to be the id and the status, in neither of which a quote may stand. */
    public static byte[] encode(String nodeId, String status) {
        String json = "{\"node_id\":\"%s\", \"status\":\"%s\"}".formatted(nodeId, status);
        return Base64.getEncoder().encode(json.getBytes(StandardCharsets.UTF_8));
    }
}
