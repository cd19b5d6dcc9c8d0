package io.dbcpool.substrate.block;

import io.dbcpool.substrate.crypto.hash.Hash256;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A block whose extrinsics are known to be those of its header, if that {@linkplain Header#commits() commits} to any.
 *
 * @param extrinsics encoded, each with its length before it, as a node takes and gives them
 */
public record Block(Header header, List<byte[]> extrinsics) {

    /** @throws IllegalArgumentException if the header holds other extrinsics */
    public Block {
        extrinsics = List.copyOf(extrinsics);
        if (header.commits() && !ExtrinsicsRoot.isOf(extrinsics, header.extrinsicsRoot())) {
            throw new IllegalArgumentException(
                    "block %s has other extrinsics than these %d".formatted(header.ref(), extrinsics.size()));
        }
    }

    /**
     * Where an extrinsic stands.
     *
     * @param hash the Blake2b-256 of it
     */
    public OptionalInt findExtrinsic(Hash256 hash) {
        return IntStream.range(0, extrinsics.size())
                .filter(i -> Hash256.ofContent(extrinsics.get(i)).equals(hash))
                .findFirst();
    }
}
