package io.dbcpool.substrate.chain;

import io.dbcpool.substrate.block.Block;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.block.Heads;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.endpoints.EndpointHealth;
import io.dbcpool.substrate.endpoints.EndpointPool;
import io.dbcpool.substrate.extrinsic.ExtrinsicCodec;
import io.dbcpool.substrate.heads.ChainPosition;
import io.dbcpool.substrate.heads.HeadStream;
import io.dbcpool.substrate.heads.HeaderSource;
import io.dbcpool.substrate.rpc.Endpoint;
import io.dbcpool.substrate.rpc.Query;
import io.dbcpool.substrate.rpc.RpcException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A chain, over one node or several. Safe for use by several threads; each call waits for its answer, which comes
 * within the call timeout from each node that has to be asked.
 */
public final class ChainClient implements AutoCloseable {

    private static final int HEADERS = 4_096;
    private static final int BLOCKS = 64;

    private final EndpointPool pool;
    private final Runtimes runtimes;
    private final Lately<Hash256, Header> headers = new Lately<>(HEADERS);
    private final Lately<Hash256, Block> blocks = new Lately<>(BLOCKS);
    private final HeaderSource source = new PoolHeaders();
    private volatile Optional<Hash256> genesis = Optional.empty();

    private ChainClient(EndpointPool pool) {
        this.pool = pool;
        this.runtimes = new Runtimes(pool);
    }

    /**
     * Connects to all of them, and waits for the first that is usable.
     *
     * @param endpoints in the order in which they are preferred
     * @throws RpcException.Unavailable if none is in time; its message says why of each
     */
    public static ChainClient connect(List<Endpoint> endpoints, ChainOptions options) throws RpcException {
        ChainClient client = open(endpoints, options);
        try {
            client.pool.awaitUsable(options.startTimeout());
            return client;
        } catch (RpcException unreachable) {
            client.close();
            throw unreachable;
        }
    }

    /** As {@link #connect}, without waiting for a node: until one is usable every question fails. */
    public static ChainClient open(List<Endpoint> endpoints, ChainOptions options) {
        return new ChainClient(EndpointPool.open(endpoints, options.policy(), options.limits()));
    }

    /** One node, with the usual limits: {@code "ws://127.0.0.1:9944"}. */
    public static ChainClient connect(String endpoint) throws RpcException {
        return connect(List.of(Endpoint.parse(endpoint)), ChainOptions.DEFAULT);
    }

    /** The chain's first block, by which one chain differs from another; signed with each extrinsic. */
    public Hash256 genesis() throws RpcException {
        if (genesis.isEmpty()) {
            genesis = Optional.of(getBlockHash(0));
        }
        return genesis.get();
    }

    /** The block that may still be dropped, as the node in use announced it last. */
    public Header bestHead() throws RpcException {
        return heads().best();
    }

    /** The newest block that no fork can drop, as the node in use announced it. */
    public Header finalizedHead() throws RpcException {
        return heads().finalized();
    }

    /** Both at one moment. */
    public Heads heads() throws RpcException {
        return pool.heads().orElseThrow(() -> new RpcException.Unavailable("no endpoint has been usable so far"));
    }

    /** @see EndpointPool#awaitHeads */
    public Optional<Heads> awaitHeads(long version, Duration timeout) {
        return pool.awaitHeads(version, timeout);
    }

    /** What can be read at a block. Asks nothing yet. */
    public BlockView at(Hash256 hash) {
        return new BlockView(this, hash);
    }

    /** What can be read at the best head of this moment; the view stays at that block. */
    public BlockView best() throws RpcException {
        return at(bestHead().hash());
    }

    /** What can be read at the finalized head of this moment; the view stays at that block. */
    public BlockView finalized() throws RpcException {
        return at(finalizedHead().hash());
    }

    /** The hash that the best chain has at that height; empty if it is not so long. */
    public Optional<Hash256> findBlockHash(long number) throws RpcException {
        return pool.ask(Queries.blockHash(number));
    }

    /** @throws RpcException.Unavailable also if the best chain is not so long */
    public Hash256 getBlockHash(long number) throws RpcException {
        return findBlockHash(number)
                .orElseThrow(() -> new RpcException.Unavailable("no endpoint knows a block %d".formatted(number)));
    }

    /** @throws RpcException.Unavailable also if no node knows that block */
    public Header header(Hash256 hash) throws RpcException {
        Optional<Header> known = headers.find(hash);
        if (known.isPresent()) {
            return known.get();
        }
        Header header = pool.ask(Queries.header(hash)).orElseThrow(() -> unknown(hash));
        headers.keep(hash, header);
        return header;
    }

    /** @throws RpcException.Unavailable also if no node has that block's body */
    public Block block(Hash256 hash) throws RpcException {
        Optional<Block> known = blocks.find(hash);
        if (known.isPresent()) {
            return known.get();
        }
        Block block = pool.ask(Queries.block(hash)).orElseThrow(() -> unknown(hash));
        blocks.keep(hash, block);
        headers.keep(hash, block.header());
        return block;
    }

    /** The runtime that will make the block after this one: what an extrinsic has to be encoded and signed for. */
    public ChainRuntime runtimeAfter(Hash256 block) throws RpcException {
        return runtimes.after(block);
    }

    /** Makes extrinsics for the block after this one. */
    public ExtrinsicCodec codecAfter(Hash256 block) throws RpcException {
        return ExtrinsicCodec.of(runtimeAfter(block).metadata(), genesis());
    }

    ChainRuntime runtimeThatMade(Header block) throws RpcException {
        return runtimes.thatMade(block);
    }

    /** The chain's changes from now on. */
    public HeadStream follow() throws RpcException {
        return follow(finalizedHead().ref());
    }

    /** The chain's changes since a finalized block: those in between are fetched. */
    public HeadStream follow(BlockRef finalized) {
        return follow(ChainPosition.at(finalized));
    }

    /** The chain's changes since a position that a reader had come to, before a restart perhaps. */
    public HeadStream follow(ChainPosition from) {
        return new HeadStream(source, from);
    }

    /** Asks what has no method here. A question about state names its block. */
    public <T> T ask(Query<T> query) throws RpcException {
        return pool.ask(query);
    }

    /** As {@link #ask}, all of these at once; in their order. */
    <T> List<T> askAll(List<Query<T>> queries) throws RpcException {
        return pool.askAll(queries);
    }

    /** Each node, and why it is not used if it is not. */
    public List<EndpointHealth> health() {
        return pool.health();
    }

    /** The node that is asked first; empty while none is usable. */
    public Optional<Endpoint> endpointInUse() {
        return pool.inUse();
    }

    /** The nodes themselves, for what is not the same on each: their pools of pending extrinsics. */
    public EndpointPool endpoints() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }

    private static RpcException unknown(Hash256 hash) {
        return new RpcException.Unavailable("no endpoint knows block " + hash);
    }

    private final class PoolHeaders implements HeaderSource {

        @Override
        public Optional<Heads> awaitHeads(long version, Duration timeout) {
            Optional<Heads> heads = pool.awaitHeads(version, timeout);
            heads.ifPresent(known -> {
                headers.keep(known.best().hash(), known.best());
                headers.keep(known.finalized().hash(), known.finalized());
            });
            return heads;
        }

        @Override
        public Header header(Hash256 hash) throws RpcException {
            return ChainClient.this.header(hash);
        }

        @Override
        public List<Header> finalizedHeaders(long from, long to) throws RpcException {
            List<Query<Optional<Hash256>>> byNumber = LongStream.rangeClosed(from, to)
                    .mapToObj(Queries::blockHash)
                    .toList();
            List<Query<Optional<Header>>> byHash = new ArrayList<>();
            for (Optional<Hash256> hash : pool.askAll(byNumber)) {
                byHash.add(Queries.header(hash.orElseThrow(() ->
                        new RpcException.Unavailable("no endpoint knows all blocks %d to %d".formatted(from, to)))));
            }
            List<Header> all = new ArrayList<>();
            for (Optional<Header> header : pool.askAll(byHash)) {
                all.add(header.orElseThrow(() ->
                        new RpcException.Unavailable("no endpoint knows all blocks %d to %d".formatted(from, to))));
            }
            return all;
        }
    }
}
