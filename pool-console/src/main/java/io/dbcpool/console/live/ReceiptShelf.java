package io.dbcpool.console.live;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The last receipts as they came, byte for byte, as far as there is room. Thread-safe. */
public final class ReceiptShelf {

    /** A receipt has about 6 KB, with all that was heard of a long rental 100. */
    static final long MOST_BYTES = 16L << 20;

    private final Map<UUID, byte[]> receipts = new LinkedHashMap<>();
    private long bytes;

    public synchronized void keep(UUID vacateId, byte[] json) {
        byte[] old = receipts.remove(vacateId);
        bytes += json.length - (old == null ? 0 : old.length);
        receipts.put(vacateId, json.clone());
        var oldest = receipts.entrySet().iterator();
        while (bytes > MOST_BYTES && oldest.hasNext()) {
            bytes -= oldest.next().getValue().length;
            oldest.remove();
        }
    }

    public synchronized Optional<byte[]> find(UUID vacateId) {
        return Optional.ofNullable(receipts.get(vacateId)).map(byte[]::clone);
    }
}
