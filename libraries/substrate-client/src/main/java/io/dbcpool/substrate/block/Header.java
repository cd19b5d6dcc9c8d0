package io.dbcpool.substrate.block;

import io.dbcpool.substrate.crypto.hash.Blake2b;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.scale.ScaleWriter;
import java.util.HexFormat;
import java.util.List;

/**
 * A block's header (sp_runtime, generic/header.rs) with Blake2b-256 and a {@code Compact<u32>} number, as nearly all
 * chains have it.
 *
 * @param ref its number, and the hash computed from all that follows
 * @param parent of the block before it; for the genesis block 32 zeros
 * @param stateRoot what the storage was when the block was done; 32 bytes in hex, as a block hash is
 * @param extrinsicsRoot the trie root of its extrinsics
 * @param digestLogs each an encoded {@code DigestItem}, in hex with {@code 0x}
 */
public record Header(BlockRef ref, Hash256 parent, Hash256 stateRoot, Hash256 extrinsicsRoot, List<String> digestLogs) {

    private static final Hash256 NOTHING = Hash256.of(new byte[Hash256.BYTES]);

    public Header {
        digestLogs = List.copyOf(digestLogs);
    }

    /** @throws IllegalArgumentException if the number is negative, or a log is not hex */
    public static Header of(
            Hash256 parent, long number, Hash256 stateRoot, Hash256 extrinsicsRoot, List<String> digestLogs) {
        ScaleWriter out = new ScaleWriter()
                .writeFixedBytes(parent.toBytes())
                .writeCompact(number)
                .writeFixedBytes(stateRoot.toBytes())
                .writeFixedBytes(extrinsicsRoot.toBytes());
        out.writeVec(digestLogs, (to, log) -> to.writeFixedBytes(bytesOf(log)));
        Hash256 hash = Hash256.of(Blake2b.hash256(out.toByteArray()));
        return new Header(new BlockRef(number, hash), parent, stateRoot, extrinsicsRoot, digestLogs);
    }

    /** 0 for the genesis block. */
    public long number() {
        return ref.number();
    }

    /** Blake2b-256 of the encoded header. */
    public Hash256 hash() {
        return ref.hash();
    }

    /**
     * Whether it holds its block to anything. A chain that only runs a runtime without keeping a trie (a simulator)
     * writes zeros for the state root, and has no extrinsics root worth checking either.
     */
    public boolean commits() {
        return !stateRoot.equals(NOTHING);
    }

    private static byte[] bytesOf(String log) {
        if (!log.startsWith("0x")) {
            throw new IllegalArgumentException("wanted 0x and hex digits of a digest log");
        }
        return HexFormat.of().parseHex(log, 2, log.length());
    }
}
