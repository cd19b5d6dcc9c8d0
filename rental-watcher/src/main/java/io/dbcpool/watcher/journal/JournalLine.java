package io.dbcpool.watcher.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.events.EventCodec;
import io.dbcpool.watcher.journal.JournalRecord.Believed;
import io.dbcpool.watcher.journal.JournalRecord.ComebackBegun;
import io.dbcpool.watcher.journal.JournalRecord.ComebackOver;
import io.dbcpool.watcher.journal.JournalRecord.ComebackOwed;
import io.dbcpool.watcher.journal.JournalRecord.DrillBegun;
import io.dbcpool.watcher.journal.JournalRecord.DrillEnded;
import io.dbcpool.watcher.journal.JournalRecord.PinLost;
import io.dbcpool.watcher.journal.JournalRecord.PinRefused;
import io.dbcpool.watcher.journal.JournalRecord.Pinned;
import io.dbcpool.watcher.journal.JournalRecord.SignalNoted;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.journal.JournalRecord.VacateEnded;
import io.dbcpool.watcher.journal.JournalRecord.VacateHeld;
import io.dbcpool.watcher.journal.JournalRecord.VacateWent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * A record as a line: CRC-32C of the rest in eight hex digits, a space, and JSON with the kind in {@code is}. A person
 * can read it, and half a line is noticed.
 */
final class JournalLine {

    /** A longer one is not read: the receipt of a vacate of 100 steps has less than a tenth of it. */
    static final int MAX_BYTES = 512 * 1024;

    private static final ObjectMapper JSON = EventCodec.json();

    private static final Map<String, Class<? extends JournalRecord>> KINDS = Map.ofEntries(
            Map.entry("believed", Believed.class),
            Map.entry("pinned", Pinned.class),
            Map.entry("pin-refused", PinRefused.class),
            Map.entry("pin-lost", PinLost.class),
            Map.entry("vacate-begun", VacateBegun.class),
            Map.entry("vacate-went", VacateWent.class),
            Map.entry("vacate-held", VacateHeld.class),
            Map.entry("signal-noted", SignalNoted.class),
            Map.entry("vacate-ended", VacateEnded.class),
            Map.entry("drill-begun", DrillBegun.class),
            Map.entry("drill-ended", DrillEnded.class),
            Map.entry("comeback-owed", ComebackOwed.class),
            Map.entry("comeback-begun", ComebackBegun.class),
            Map.entry("comeback-over", ComebackOver.class));

    private static final Map<Class<? extends JournalRecord>, String> NAMES =
            KINDS.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private static final int CHECKSUM_DIGITS = 8;

    private JournalLine() {}

    static byte[] write(JournalRecord record) {
        try {
            byte[] fields = JSON.writeValueAsBytes(record);
            byte[] kind = ("{\"is\":\"" + kind(record) + "\",").getBytes(StandardCharsets.US_ASCII);
            var crc = new CRC32C();
            crc.update(kind);
            crc.update(fields, 1, fields.length - 1); // after its opening brace: no record is without fields
            return ByteBuffer.allocate(CHECKSUM_DIGITS + 1 + kind.length + fields.length)
                    .put((hex(crc) + " ").getBytes(StandardCharsets.US_ASCII))
                    .put(kind)
                    .put(fields, 1, fields.length - 1)
                    .put((byte) '\n')
                    .array();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("our own record cannot be written as JSON", e);
        }
    }

    /** Empty for a line that is not whole, or not ours. */
    static Optional<JournalRecord> find(String line) {
        if (line.length() < 10 || line.charAt(8) != ' ') {
            return Optional.empty();
        }
        byte[] json = line.substring(9).getBytes(StandardCharsets.UTF_8);
        if (!checksum(json).equals(line.substring(0, 8))) {
            return Optional.empty();
        }
        try {
            var tree = (ObjectNode) JSON.readTree(json);
            var kind = KINDS.get(tree.path("is").asText());
            return kind == null ? Optional.empty() : Optional.of(JSON.treeToValue(tree, kind));
        } catch (IOException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static String kind(JournalRecord record) {
        return Objects.requireNonNull(NAMES.get(record.getClass()));
    }

    private static String checksum(byte[] json) {
        var crc = new CRC32C();
        crc.update(json);
        return hex(crc);
    }

    private static String hex(CRC32C crc) {
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
