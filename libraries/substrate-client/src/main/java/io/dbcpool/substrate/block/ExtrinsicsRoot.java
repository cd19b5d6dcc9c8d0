package io.dbcpool.substrate.block;

import io.dbcpool.substrate.crypto.hash.Blake2b;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.scale.ScaleWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The root under which a header holds its block's extrinsics: a trie (sp-trie, trie_stream.rs) of each under its
 * compact encoded place. Whoever knows the header knows by it whether a node left out or changed an extrinsic.
 */
public final class ExtrinsicsRoot {

    /** A value of at least so many bytes is kept by its hash, in state version 1 (sp-core, storage.rs). */
    private static final int HASHED_FROM = 33;

    private static final int LEAF = 0b0100_0000;
    private static final int LEAF_HASHED = 0b0010_0000;
    private static final int BRANCH = 0b1000_0000;
    private static final int BRANCH_WITH_VALUE = 0b1100_0000;
    private static final int BRANCH_HASHED = 0b0001_0000;

    private final boolean hashesValues;

    private ExtrinsicsRoot(boolean hashesValues) {
        this.hashesValues = hashesValues;
    }

    /** Whether these are the extrinsics of the block with that root, in either state version: headers name none. */
    public static boolean isOf(List<byte[]> extrinsics, Hash256 root) {
        return of(extrinsics, 0).equals(root) || of(extrinsics, 1).equals(root);
    }

    /**
     * Computes it.
     *
     * @param stateVersion 0 or 1; nearly all runtimes use 0 for extrinsics, whatever they use for storage
     */
    public static Hash256 of(List<byte[]> extrinsics, int stateVersion) {
        if (extrinsics.isEmpty()) {
            return Hash256.of(Blake2b.hash256(new byte[] {0}));
        }
        List<Item> items = IntStream.range(0, extrinsics.size())
                .mapToObj(i -> new Item(nibbles(i), extrinsics.get(i)))
                .sorted(Comparator.comparing(item -> item.nibbles, Arrays::compare))
                .toList();
        return Hash256.of(Blake2b.hash256(new ExtrinsicsRoot(stateVersion == 1).node(items, 0)));
    }

    private static final class Item {

        private final byte[] nibbles;
        private final byte[] value;

        Item(byte[] nibbles, byte[] value) {
            this.nibbles = nibbles;
            this.value = value;
        }
    }

    private byte[] node(List<Item> items, int depth) {
        Item first = items.get(0);
        if (items.size() == 1) {
            ScaleWriter out = new ScaleWriter();
            boolean hashed = isHashed(first);
            writePartial(out, hashed ? LEAF_HASHED : LEAF, first.nibbles, depth, first.nibbles.length);
            writeValue(out, first);
            return out.toByteArray();
        }
        // Sorted: what the first and the last share, all share.
        int fork = Arrays.mismatch(first.nibbles, items.get(items.size() - 1).nibbles);
        boolean hasValue = first.nibbles.length == fork;
        return branch(
                hasValue ? items.subList(1, items.size()) : items, hasValue ? List.of(first) : List.of(), depth, fork);
    }

    private byte[] branch(List<Item> below, List<Item> value, int depth, int fork) {
        ScaleWriter out = new ScaleWriter();
        int kind = value.isEmpty() ? BRANCH : isHashed(value.get(0)) ? BRANCH_HASHED : BRANCH_WITH_VALUE;
        writePartial(out, kind, below.get(0).nibbles, depth, fork);
        int children = below.stream().mapToInt(item -> 1 << item.nibbles[fork]).reduce(0, (all, one) -> all | one);
        out.writeU16(children);
        value.forEach(item -> writeValue(out, item));
        for (int from = 0; from < below.size(); ) {
            byte nibble = below.get(from).nibbles[fork];
            int to = from;
            while (to < below.size() && below.get(to).nibbles[fork] == nibble) {
                to++;
            }
            byte[] child = node(below.subList(from, to), fork + 1);
            out.writeBytes(child.length < Hash256.BYTES ? child : Blake2b.hash256(child));
            from = to;
        }
        return out.toByteArray();
    }

    private boolean isHashed(Item item) {
        return hashesValues && item.value.length >= HASHED_FROM;
    }

    private void writeValue(ScaleWriter out, Item item) {
        if (isHashed(item)) {
            out.writeFixedBytes(Blake2b.hash256(item.value));
        } else {
            out.writeBytes(item.value);
        }
    }

    /** The nibbles from {@code from} to {@code to} behind their number; of an odd number the first has a byte alone. */
    private static void writePartial(ScaleWriter out, int kind, byte[] nibbles, int from, int to) {
        // A place has at most ten nibbles, and the number has room for 14 beside the longest kind.
        out.writeU8(kind | (to - from));
        int at = from;
        if ((to - from) % 2 == 1) {
            out.writeU8(nibbles[at++]);
        }
        for (; at < to; at += 2) {
            out.writeU8(nibbles[at] << 4 | nibbles[at + 1]);
        }
    }

    private static byte[] nibbles(int place) {
        byte[] bytes = new ScaleWriter().writeCompact(place).toByteArray();
        byte[] nibbles = new byte[2 * bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            nibbles[2 * i] = (byte) ((bytes[i] & 0xff) >>> 4);
            nibbles[2 * i + 1] = (byte) (bytes[i] & 0xf);
        }
        return nibbles;
    }
}
