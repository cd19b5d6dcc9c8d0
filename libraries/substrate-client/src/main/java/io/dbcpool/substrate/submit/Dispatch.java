package io.dbcpool.substrate.submit;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.substrate.endpoints.EndpointPool;
import io.dbcpool.substrate.extrinsic.SignedExtrinsic;
import io.dbcpool.substrate.rpc.Listening;
import io.dbcpool.substrate.rpc.NodeAnswers;
import io.dbcpool.substrate.rpc.RpcConnection;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.substrate.rpc.RpcFailures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;

/** Hands one extrinsic to the node in use, once over each connection, and hears what its pool says. For one thread. */
final class Dispatch {

    /** {@code sc-rpc-api}, author/error.rs: it is in the node's pool already. */
    private static final int ALREADY_IMPORTED = 1013;

    /** The same file: it was in the pool, and the node will not have it back for a while. */
    private static final int TEMPORARILY_BANNED = 1012;

    private static final int METHOD_NOT_FOUND = -32601;

    /** A node says about five things of an extrinsic; the newest are not worth more than the oldest. */
    private static final int MAX_SIGNS = 256;

    private final EndpointPool pool;
    private final String hex;
    private final Set<RpcConnection> handedTo = Collections.newSetFromMap(new IdentityHashMap<>());
    private final BlockingQueue<JsonNode> signs = new ArrayBlockingQueue<>(MAX_SIGNS);
    private final Set<RpcConnection> cannotWatch = new HashSet<>();

    Dispatch(EndpointPool pool, SignedExtrinsic extrinsic) {
        this.pool = pool;
        this.hex = NodeAnswers.hex(extrinsic.bytes());
    }

    /**
     * Whether there is a node to hand it to: the one in use, if it has not been handed it over its present connection.
     *
     * @param nobodyHasIt then any of the others too
     */
    boolean isDue(boolean nobodyHasIt) {
        return next(nobodyHasIt).isPresent();
    }

    private Optional<RpcConnection> next(boolean nobodyHasIt) {
        return pool.connections().stream()
                .limit(nobodyHasIt ? Long.MAX_VALUE : 1)
                .filter(node -> !handedTo.contains(node))
                .findFirst();
    }

    /** Lets it be handed to the same node once more: it said that it dropped it. */
    void again() {
        handedTo.clear();
    }

    /** What the node made of it; empty if there is no node. */
    Optional<Stage> send(boolean nobodyHasIt) {
        return next(nobodyHasIt).map(node -> {
            handedTo.add(node);
            return handTo(node);
        });
    }

    private Stage handTo(RpcConnection node) {
        try {
            if (!cannotWatch.contains(node)) {
                try {
                    watch(node);
                    return new Stage.Sent(node.endpoint());
                } catch (RpcException.Refused refused) {
                    if (refused.code() != METHOD_NOT_FOUND) {
                        throw refused;
                    }
                    cannotWatch.add(node);
                }
            }
            node.call("author_submitExtrinsic", hex);
            return new Stage.Sent(node.endpoint());
        } catch (RpcException.Refused refused) {
            boolean hadIt = refused.code() == ALREADY_IMPORTED || refused.code() == TEMPORARILY_BANNED;
            return hadIt
                    ? new Stage.SentPerhaps(node.endpoint(), refused.reason())
                    : new Stage.NotTaken(node.endpoint(), String.valueOf(refused.getMessage()));
        } catch (RpcException noAnswer) {
            return new Stage.SentPerhaps(node.endpoint(), String.valueOf(noAnswer.getMessage()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Stage.SentPerhaps(node.endpoint(), "interrupted while sending");
        }
    }

    private void watch(RpcConnection node) throws RpcException, InterruptedException {
        Listening listening = new Listening(
                sign -> {
                    signs.offer(sign);
                    return true;
                },
                ended -> {});
        try {
            String unused = node.listen("author_submitAndWatchExtrinsic", "author_unwatchExtrinsic", listening, hex)
                    .get();
        } catch (ExecutionException failed) {
            throw RpcFailures.of(failed);
        }
    }

    /** What the nodes' pools said since. */
    List<PoolSign> signs() {
        List<JsonNode> said = new ArrayList<>();
        signs.drainTo(said);
        return said.stream().flatMap(sign -> PoolSign.read(sign).stream()).toList();
    }
}
