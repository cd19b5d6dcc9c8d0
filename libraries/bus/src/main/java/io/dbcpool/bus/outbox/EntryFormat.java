package io.dbcpool.bus.outbox;

import io.dbcpool.bus.outbox.OutgoingRecord.Header;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An outbox entry, without its position, as the bytes of its file. */
final class EntryFormat {

    private static final int NONE = -1;

    private EntryFormat() {}

    static void write(OutboxEntry entry, DataOutputStream out) throws IOException {
        var record = entry.record();
        out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, entry.appendedAt()));
        out.writeUTF(record.topic());
        writeBytes(out, record.key());
        out.writeInt(record.headers().size());
        for (Header header : record.headers()) {
            out.writeUTF(header.name());
            writeBytes(out, header.value());
        }
        writeBytes(out, record.value());
    }

    /** Empty where the bytes are no entry of ours. */
    static Optional<OutboxEntry> read(long position, byte[] bytes, int offset, int length) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes, offset, length))) {
            var appendedAt = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
            String topic = in.readUTF();
            byte[] key = readBytes(in);
            var headers = new ArrayList<Header>();
            for (int left = in.readInt(); left > 0; left--) {
                headers.add(Header.of(in.readUTF(), readBytes(in)));
            }
            byte[] value = readBytes(in);
            return Optional.of(new OutboxEntry(position, appendedAt, new OutgoingRecord(topic, key, headers, value)));
        } catch (IOException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static void writeBytes(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        out.writeInt(bytes == null ? NONE : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte @Nullable [] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == NONE) {
            return null;
        }
        if (length < 0 || length > in.available()) {
            throw new IOException("wanted %d bytes, but %d are left".formatted(length, in.available()));
        }
        return in.readNBytes(length);
    }
}
