package io.dbcpool.watcher.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.VacateCompleted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.erdtman.jcs.JsonCanonicalizer;

/** What is signed of a receipt: SHA-256 of its JSON in RFC 8785 form, without {@code hash} and {@code signature}. */
public final class ReceiptHash {

    private ReceiptHash() {}

    /** In lower hex, 64 digits. Whatever the record holds in these two fields does not count. */
    public static String of(VacateCompleted receipt) {
        ObjectNode tree = EventCodec.json().valueToTree(receipt);
        tree.remove(List.of("hash", "signature"));
        try {
            return ReceiptKey.sha256Hex(new JsonCanonicalizer(tree.toString()).getEncodedUTF8());
        } catch (IOException e) {
            throw new UncheckedIOException("our own record is not JSON", e);
        }
    }
}
