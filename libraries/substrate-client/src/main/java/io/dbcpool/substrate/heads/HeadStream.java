package io.dbcpool.substrate.heads;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.block.Heads;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.rpc.RpcException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A chain's changes for one reader, at his own pace. For one thread.
 *
 * <p>Nothing waits in a queue: what happened between two calls is found by walking from the head back to where the
 * reader stands. A reader who was away for a day gets the day's finalized blocks, {@link #MAX_FINALIZED_AT_ONCE} at a
 * time. Best blocks that came and went between two calls are not told.
 */
public final class HeadStream {

    /** So many headers are fetched and told at once. */
    public static final int MAX_FINALIZED_AT_ONCE = 128;

    /** Finality is at most hours behind; a longer walk means that something is wrong with the node. */
    private static final int MAX_WALK = 4_096;

    private final HeaderSource source;
    private ChainPosition position;
    private long version;

    /** @param from the last block that is known; what comes behind it is told */
    public HeadStream(HeaderSource source, ChainPosition from) {
        this.source = source;
        this.position = from;
    }

    /** How much this stream has told; a new one from here goes on without loss. */
    public ChainPosition position() {
        return position;
    }

    /**
     * Waits for the next change.
     *
     * @return empty if nothing happened in that time
     * @throws RpcException if the blocks in between cannot be had at the moment; nothing is lost, call again
     */
    public Optional<HeadChange> next(Duration timeout) throws RpcException {
        long until = System.nanoTime() + timeout.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
            Optional<Heads> heads = source.awaitHeads(version, left);
            if (heads.isEmpty()) {
                return Optional.empty();
            }
            HeadChange change = goTo(heads.get());
            if (!change.isEmpty()) {
                return Optional.of(change);
            }
        }
    }

    private HeadChange goTo(Heads heads) throws RpcException {
        long last = Math.min(heads.finalized().number(), position.finalized().number() + MAX_FINALIZED_AT_ONCE);
        List<Header> settled = settled(last, heads.finalized());
        boolean caughtUp = last >= heads.finalized().number();
        requireOneFinality(settled, heads.finalized());
        long floor = settled.isEmpty() ? position.finalized().number() : last;
        List<Header> path = caughtUp ? path(heads.best(), settled, floor) : List.of();
        ChainPosition.Move move;
        try {
            move = position.moveTo(settled, path);
        } catch (IllegalArgumentException notLinked) {
            throw new RpcException.Unavailable("the nodes contradict what was final: " + notLinked.getMessage());
        }
        position = move.position();
        if (caughtUp) {
            version = heads.version();
        }
        return move.change();
    }

    private void requireOneFinality(List<Header> settled, Header finalized) throws RpcException {
        BlockRef last = settled.isEmpty()
                ? position.finalized()
                : settled.get(settled.size() - 1).ref();
        if (last.number() == finalized.number() && !last.equals(finalized.ref())) {
            throw new RpcException.Unavailable("the nodes contradict each other: both %s and %s are said to be final"
                    .formatted(last, finalized.ref()));
        }
    }

    private List<Header> settled(long last, Header finalized) throws RpcException {
        long first = position.finalized().number() + 1;
        if (last < first) {
            return List.of();
        }
        if (last == first && finalized.number() == last) {
            return List.of(finalized);
        }
        return source.finalizedHeaders(first, last);
    }

    /** From the last finalized block to the best one; none if that is on the chain that was told, or beside it. */
    private List<Header> path(Header best, List<Header> settled, long floor) throws RpcException {
        Hash256 base = settled.isEmpty()
                ? position.finalized().hash()
                : settled.get(settled.size() - 1).hash();
        if (position.has(best.hash()) || best.number() <= floor) {
            return List.of();
        }
        Deque<Header> path = new ArrayDeque<>();
        Header at = best;
        path.addFirst(at);
        while (!at.parent().equals(base)) {
            if (at.number() <= floor + 1) {
                // A best block that does not stand on what is final: the node is about to leave it.
                return List.of();
            }
            if (path.size() >= MAX_WALK) {
                throw new RpcException.Unavailable("the best block %s is over %d blocks above the last finalized one"
                        .formatted(best.ref(), MAX_WALK));
            }
            at = source.header(at.parent());
            path.addFirst(at);
        }
        return new ArrayList<>(path);
    }
}
