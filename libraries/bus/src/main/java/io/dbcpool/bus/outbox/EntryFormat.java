package io.dbcpool.bus.outbox;

import io.dbcpool.bus.outbox.OutgoingRecord.Header;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An outbox entry as the bytes of its file. A file may be older than the program that reads it, so it has a version.
 */
final class EntryFormat {

    private static final int VERSION = 1;
    private static final int NONE = -1;

    private EntryFormat() {}

    static byte[] write(OutboxEntry entry) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            var record = entry.record();
            out.writeByte(VERSION);
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, entry.appendedAt()));
            out.writeUTF(record.topic());
            writeBytes(out, record.key());
            out.writeInt(record.headers().size());
            for (Header header : record.headers()) {
                out.writeUTF(header.name());
                writeBytes(out, header.value());
            }
            writeBytes(out, record.value());
        } catch (IOException e) {
            throw new UncheckedIOException("wanted to write to memory", e);
        }
        return bytes.toByteArray();
    }

    /** Empty where the bytes are no entry of ours. */
    static Optional<OutboxEntry> read(long position, byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            var appendedAt = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
            String topic = in.readUTF();
            byte[] key = readBytes(in);
            var headers = new ArrayList<Header>();
            for (int left = in.readInt(); left > 0; left--) {
                headers.add(new Header(in.readUTF(), readBytes(in)));
            }
            byte[] value = readBytes(in);
            return Optional.of(new OutboxEntry(position, appendedAt, new OutgoingRecord(topic, key, headers, value)));
        } catch (IOException | DateTimeException e) {
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
