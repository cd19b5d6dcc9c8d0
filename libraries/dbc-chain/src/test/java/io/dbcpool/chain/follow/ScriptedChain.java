package io.dbcpool.chain.follow;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.recorded.Recording;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.block.Heads;
import io.dbcpool.substrate.crypto.hash.Blake2b;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.heads.ChainPosition;
import io.dbcpool.substrate.heads.HeadStream;
import io.dbcpool.substrate.heads.HeaderSource;
import io.dbcpool.substrate.rpc.RpcException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A chain by script: each block holds the storage of one of the recorded blocks; it forks, lags and forgets on command.
 */
final class ScriptedChain implements ChainFeed {

    private final Map<Hash256, Header> headers = new HashMap<>();
    private final Map<Hash256, Long> contents = new HashMap<>();
    private final Set<Hash256> forgotten = new HashSet<>();
    private Heads heads;
    private boolean away;
    int questions;

    ScriptedChain(long number, long recorded) {
        Header first = header(Hash256.of(new byte[32]), number, "first", recorded);
        heads = new Heads(1, first, first);
    }

    /** Makes a block on another one. The same name, parent and number make the same block. */
    Header grow(Header parent, String name, long recorded) {
        return header(parent.hash(), parent.number() + 1, name, recorded);
    }

    private Header header(Hash256 parent, long number, String name, long recorded) {
        Hash256 root = Hash256.of(Blake2b.hash256(name.getBytes(StandardCharsets.UTF_8)));
        Header header = Header.of(parent, number, root, root, List.of());
        headers.put(header.hash(), header);
        contents.put(header.hash(), recorded);
        return header;
    }

    void announce(Header best, Header finalized) {
        heads = new Heads(heads.version() + 1, best, finalized);
    }

    void forget(Header block) {
        forgotten.add(block.hash());
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    Header best() {
        return heads.best();
    }

    @Override
    public Header finalizedHead() throws RpcException {
        ask();
        return heads.finalized();
    }

    @Override
    public HeadStream follow(ChainPosition from) {
        return new HeadStream(new Source(), from);
    }

    @Override
    public DbcRuntime runtime(Hash256 block) throws RpcException {
        ask();
        return Recording.RUNTIME;
    }

    @Override
    public List<Optional<byte[]>> read(Hash256 block, List<byte[]> keys) throws RpcException {
        ask();
        questions++;
        if (forgotten.contains(block)) {
            throw new RpcException.Refused("state_queryStorageAt", 4003, "State already discarded", "");
        }
        Long recorded = contents.get(block);
        if (recorded == null) {
            throw new RpcException.Unavailable("no endpoint knows block " + block);
        }
        return keys.stream().map(key -> Recording.stored(recorded, key)).toList();
    }

    private void ask() throws RpcException {
        if (away) {
            throw new RpcException.Unavailable("no endpoint is usable");
        }
    }

    private final class Source implements HeaderSource {

        @Override
        public Optional<Heads> awaitHeads(long version, Duration timeout) {
            return away || heads.version() == version ? Optional.empty() : Optional.of(heads);
        }

        @Override
        public Header header(Hash256 hash) throws RpcException {
            ask();
            return Objects.requireNonNull(headers.get(hash));
        }

        @Override
        public List<Header> finalizedHeaders(long from, long to) throws RpcException {
            ask();
            Header at = heads.finalized();
            Deque<Header> found = new ArrayDeque<>();
            while (at.number() >= from) {
                if (at.number() <= to) {
                    found.addFirst(at);
                }
                at = Objects.requireNonNull(headers.get(at.parent()));
            }
            return List.copyOf(found);
        }
    }
}
