package io.dbcpool.substrate.node;

import io.dbcpool.substrate.block.ExtrinsicsRoot;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.crypto.hash.Blake2b;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.metadata.SmallRuntime;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Blocks with everything in them, forks too. Which of them are best or final is what each node says. */
public final class ScriptedChain {

    private final Map<Hash256, Header> headers = new ConcurrentHashMap<>();
    private final Map<Hash256, List<byte[]>> bodies = new ConcurrentHashMap<>();
    private final Map<Hash256, Map<String, byte[]>> states = new ConcurrentHashMap<>();
    private final Map<Hash256, Integer> specVersions = new ConcurrentHashMap<>();
    private final AtomicLong salt = new AtomicLong();
    private final Header genesis;
    private volatile byte[] metadata = SmallRuntime.encoded();

    /** @param name two chains of different names have different genesis blocks */
    public ScriptedChain(String name) {
        Hash256 root = Hash256.of(Blake2b.hash256(name.getBytes(StandardCharsets.UTF_8)));
        genesis = Header.of(Hash256.of(new byte[32]), 0, root, ExtrinsicsRoot.of(List.of(), 0), List.of());
        keep(genesis, List.of(), Map.of(), 1);
    }

    public Header genesis() {
        return genesis;
    }

    public void useMetadata(byte[] encoded) {
        metadata = encoded;
    }

    byte[] metadata() {
        return metadata;
    }

    /** A new block; each is another one, also on the same parent. */
    public Header block(Header parent, byte[]... extrinsics) {
        return block(parent, Map.of(), extrinsics);
    }

    /** A new block that leaves storage changed. */
    public Header block(Header parent, Map<String, byte[]> changes, byte[]... extrinsics) {
        byte[] stateRoot = new byte[32];
        stateRoot[0] = 1;
        stateRoot[31] = (byte) salt.get();
        stateRoot[30] = (byte) (salt.getAndIncrement() >>> 8);
        List<byte[]> body = List.of(extrinsics);
        Header header = Header.of(
                parent.hash(),
                parent.number() + 1,
                Hash256.of(stateRoot),
                ExtrinsicsRoot.of(body, 0),
                List.of("0x0642414245b501"));
        Map<String, byte[]> state = new ConcurrentHashMap<>(state(parent));
        state.putAll(changes);
        keep(header, body, state, specVersion(parent));
        return header;
    }

    /** So many blocks on top of each other; the last one. */
    public Header blocks(Header parent, int count) {
        Header last = parent;
        for (int i = 0; i < count; i++) {
            last = block(last);
        }
        return last;
    }

    /** From that block's state on, another runtime. */
    public void upgrade(Header block, int specVersion) {
        specVersions.put(block.hash(), specVersion);
    }

    public Header get(Hash256 hash) {
        return Objects.requireNonNull(headers.get(hash));
    }

    Optional<Header> header(String hash) {
        return Optional.ofNullable(headers.get(Hash256.parse(hash)));
    }

    List<byte[]> body(Header header) {
        return Objects.requireNonNull(bodies.get(header.hash()));
    }

    Map<String, byte[]> state(Header header) {
        return Objects.requireNonNull(states.get(header.hash()));
    }

    int specVersion(Header header) {
        return Objects.requireNonNull(specVersions.get(header.hash()));
    }

    Optional<Header> at(long number, Header best) {
        Header header = best;
        while (header.number() > number) {
            header = Objects.requireNonNull(headers.get(header.parent()));
        }
        return header.number() == number ? Optional.of(header) : Optional.empty();
    }

    static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    private void keep(Header header, List<byte[]> body, Map<String, byte[]> state, int specVersion) {
        headers.put(header.hash(), header);
        bodies.put(header.hash(), body);
        states.put(header.hash(), state);
        specVersions.put(header.hash(), specVersion);
    }
}
