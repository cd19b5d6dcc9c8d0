package io.dbcpool.bus.outbox;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * Entries that were written together, as one value of the outbox's file: a tree that is changed for each record takes
 * more of the processor than all that the record says.
 *
 * <p>A file may be older than the program that reads it, so a pack has a version. 2: the number of entries, the
 * position of each in rising order, the length of each, and the entries. 1: a single entry, whose position is its key.
 */
final class EntryPack {

    /** Some 70 KB. What is left of a pack is written anew when some of it goes, so that it must not be large. */
    static final int MOST = 100;

    private static final int VERSION = 2;
    private static final int VERSION_OF_ONE = 1;
    private static final int HEAD_BYTES = 1 + Integer.BYTES;
    private static final int BYTES_OF_A_PLACE = Long.BYTES + Integer.BYTES;

    private final byte[] bytes;
    private final long[] positions;
    /** Where each entry begins, and where the last ends. */
    private final int[] offsets;

    private EntryPack(byte[] bytes, long[] positions, int[] offsets) {
        this.bytes = bytes;
        this.positions = positions;
        this.offsets = offsets;
    }

    /** @param entries in rising order, at most {@link #MOST} */
    static EntryPack of(List<OutboxEntry> entries) {
        var bodies = new ByteArrayOutputStream(1024 * entries.size());
        var positions = new long[entries.size()];
        var ends = new int[entries.size()];
        try (var out = new DataOutputStream(bodies)) {
            for (int i = 0; i < positions.length; i++) {
                positions[i] = entries.get(i).position();
                EntryFormat.write(entries.get(i), out);
                ends[i] = out.size();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("wanted to write to memory", e);
        }
        return layOut(positions, ends, bodies.toByteArray());
    }

    private static EntryPack layOut(long[] positions, int[] ends, byte[] bodies) {
        int begin = HEAD_BYTES + BYTES_OF_A_PLACE * positions.length;
        var buffer = ByteBuffer.allocate(begin + bodies.length);
        buffer.put((byte) VERSION).putInt(positions.length);
        for (long position : positions) {
            buffer.putLong(position);
        }
        var offsets = new int[positions.length + 1];
        offsets[0] = begin;
        for (int i = 0; i < ends.length; i++) {
            offsets[i + 1] = begin + ends[i];
            buffer.putInt(offsets[i + 1] - offsets[i]);
        }
        buffer.put(bodies);
        return new EntryPack(buffer.array(), positions, offsets);
    }

    /**
     * Empty where the bytes are no pack of ours.
     *
     * @param key the position of the entry that was the pack's first when it was written
     */
    static Optional<EntryPack> read(long key, byte[] bytes) {
        if (bytes.length > 1 && bytes[0] == VERSION_OF_ONE) {
            return Optional.of(new EntryPack(bytes, new long[] {key}, new int[] {1, bytes.length}));
        }
        if (bytes.length < HEAD_BYTES || bytes[0] != VERSION) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        int count = buffer.getInt();
        if (count < 1 || count > (bytes.length - HEAD_BYTES) / BYTES_OF_A_PLACE) {
            return Optional.empty();
        }
        var positions = new long[count];
        buffer.asLongBuffer().get(positions);
        buffer.position(HEAD_BYTES + Long.BYTES * count);
        var offsets = new int[count + 1];
        offsets[0] = HEAD_BYTES + BYTES_OF_A_PLACE * count;
        for (int i = 0; i < count; i++) {
            int length = buffer.getInt();
            if (length < 0 || length > bytes.length - offsets[i]) {
                return Optional.empty();
            }
            offsets[i + 1] = offsets[i] + length;
        }
        return Optional.of(new EntryPack(bytes, positions, offsets));
    }

    /** As the file has it; not a copy. */
    byte[] bytes() {
        return bytes;
    }

    int count() {
        return positions.length;
    }

    long firstPosition() {
        return positions[0];
    }

    long lastPosition() {
        return positions[positions.length - 1];
    }

    /** What is left of it; nothing where all of it goes. */
    Optional<EntryPack> without(LongPredicate gone) {
        int[] left = IntStream.range(0, count())
                .filter(i -> !gone.test(positions[i]))
                .toArray();
        if (left.length == count()) {
            return Optional.of(this);
        }
        if (left.length == 0) {
            return Optional.empty();
        }
        var leftPositions = new long[left.length];
        var ends = new int[left.length];
        var bodies = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < left.length; i++) {
            int at = left[i];
            leftPositions[i] = positions[at];
            bodies.write(bytes, offsets[at], offsets[at + 1] - offsets[at]);
            ends[i] = bodies.size();
        }
        return Optional.of(layOut(leftPositions, ends, bodies.toByteArray()));
    }

    /**
     * Those behind a position that are wanted, in order, up to a limit.
     *
     * @param entries to which they are added
     * @return how many of them could not be read
     */
    int addTo(List<OutboxEntry> entries, long position, int limit, LongPredicate wanted) {
        int unreadable = 0;
        for (int i = 0; i < positions.length && entries.size() < limit; i++) {
            if (positions[i] > position && wanted.test(positions[i])) {
                var entry = EntryFormat.read(positions[i], bytes, offsets[i], offsets[i + 1] - offsets[i]);
                entry.ifPresent(entries::add);
                unreadable += entry.isPresent() ? 0 : 1;
            }
        }
        return unreadable;
    }

    /** In packs as large as they may be. */
    static List<EntryPack> all(List<OutboxEntry> entries) {
        var packs = new ArrayList<EntryPack>();
        for (int from = 0; from < entries.size(); from += MOST) {
            packs.add(of(entries.subList(from, Math.min(from + MOST, entries.size()))));
        }
        return packs;
    }
}
