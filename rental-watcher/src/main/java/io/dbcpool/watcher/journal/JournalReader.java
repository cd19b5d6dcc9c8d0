package io.dbcpool.watcher.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a journal line by line, and holds one line at a time.
 *
 * <p>A bad line that has no end is what a kill in the middle of a write leaves. One that has an end was written as a
 * whole, and its disk is damaged. Lines that are empty mean nothing: one is begun anew after a write that failed half
 * way.
 */
final class JournalReader {

    /**
     * @param damagedLine the first bad line that has an end, from 1; 0 if there is none
     * @param cutOffLine the last line if it is bad and has no end, from 1; 0 otherwise
     * @param goodBytes where the file would have to end so that no line is cut off
     * @param endsInLine whether these end in a line that has no end
     * @param failure why it could not be read to its end
     */
    record Found(long damagedLine, long cutOffLine, long goodBytes, boolean endsInLine, Optional<IOException> failure) {

        static final Found NOTHING = new Found(0, 0, 0, false, Optional.empty());

        static Found unread(IOException failure) {
            return new Found(0, 0, 0, false, Optional.of(failure));
        }

        boolean isUnread() {
            return failure.isPresent();
        }

        /** Not for a last line that is cut off: what it would have said was never acted upon. */
        boolean mayLackRecords() {
            return damagedLine > 0 || isUnread();
        }
    }

    private static final int BUFFER_BYTES = 1 << 16;

    private final Consumer<JournalRecord> records;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean tooLong;
    private long lines;
    private long bytes;
    private long cutOffLine;
    private long damagedLine;
    private long goodBytes;
    private boolean endsInLine;

    private JournalReader(Consumer<JournalRecord> records) {
        this.records = records;
    }

    /** @throws IOException if the disk refuses; what was read until then has been given to {@code records} */
    static Found read(InputStream in, Consumer<JournalRecord> records) throws IOException {
        var reader = new JournalReader(records);
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            reader.take(buffer, length);
        }
        if (reader.line.size() > 0 || reader.tooLong) {
            reader.lineEnds(false);
        }
        return new Found(reader.damagedLine, reader.cutOffLine, reader.goodBytes, reader.endsInLine, Optional.empty());
    }

    private void take(byte[] buffer, int length) {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n') {
                add(buffer, from, i - from);
                bytes++;
                lineEnds(true);
                from = i + 1;
            }
        }
        add(buffer, from, length - from);
    }

    private void add(byte[] buffer, int from, int length) {
        bytes += length;
        if (line.size() + length > JournalLine.MAX_BYTES) {
            tooLong = true;
            line.reset();
        } else if (!tooLong) {
            line.write(buffer, from, length);
        }
    }

    private void lineEnds(boolean whole) {
        lines++;
        if (line.size() > 0 || tooLong) {
            var record =
                    tooLong ? Optional.<JournalRecord>empty() : JournalLine.find(line.toString(StandardCharsets.UTF_8));
            record.ifPresent(records);
            if (record.isEmpty() && !whole) {
                cutOffLine = lines;
            } else if (record.isEmpty() && damagedLine == 0) {
                damagedLine = lines;
            }
            if (record.isPresent() || whole) {
                goodBytes = bytes;
                endsInLine = !whole;
            }
        }
        line.reset();
        tooLong = false;
    }
}
