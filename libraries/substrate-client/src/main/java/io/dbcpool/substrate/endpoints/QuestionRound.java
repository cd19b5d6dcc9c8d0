package io.dbcpool.substrate.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.substrate.rpc.MalformedAnswerException;
import io.dbcpool.substrate.rpc.Query;
import io.dbcpool.substrate.rpc.RpcConnection;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.substrate.rpc.RpcFailures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks one node after the other until one knows. */
final class QuestionRound {

    private final Supplier<List<RpcConnection>> nodesInOrder;

    /** @param nodesInOrder those that can be asked at the moment, the one in use first */
    QuestionRound(Supplier<List<RpcConnection>> nodesInOrder) {
        this.nodesInOrder = nodesInOrder;
    }

    <T> T ask(Query<T> query) throws RpcException {
        List<RpcConnection> nodes = nodesInOrder.get();
        @Nullable RpcException said = null;
        Optional<T> unknown = Optional.empty();
        for (RpcConnection node : nodes) {
            try {
                T answer = read(query, node, await(send(query, node)));
                if (!query.isUnknown().test(answer)) {
                    return answer;
                }
                unknown = Optional.of(answer);
            } catch (RpcException failure) {
                said = said instanceof RpcException.Refused ? said : failure;
            }
        }
        if (unknown.isPresent()) {
            return unknown.get();
        }
        if (said != null) {
            throw said;
        }
        throw new RpcException.Unavailable("no endpoint is connected, so nobody could be asked for " + query.method());
    }

    <T> List<T> askAll(List<Query<T>> queries) throws RpcException {
        List<RpcConnection> nodes = nodesInOrder.get();
        if (nodes.isEmpty() || queries.size() == 1) {
            return askOneByOne(queries);
        }
        RpcConnection first = nodes.get(0);
        List<CompletableFuture<JsonNode>> answers =
                queries.stream().map(query -> send(query, first)).toList();
        List<T> all = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            Query<T> query = queries.get(i);
            all.add(answerOr(query, first, answers.get(i)));
        }
        return all;
    }

    private <T> T answerOr(Query<T> query, RpcConnection node, CompletableFuture<JsonNode> pending)
            throws RpcException {
        try {
            T answer = read(query, node, await(pending));
            if (!query.isUnknown().test(answer)) {
                return answer;
            }
        } catch (RpcException failure) {
            if (Thread.currentThread().isInterrupted()) {
                throw failure;
            }
        }
        return ask(query);
    }

    private <T> List<T> askOneByOne(List<Query<T>> queries) throws RpcException {
        List<T> all = new ArrayList<>();
        for (Query<T> query : queries) {
            all.add(ask(query));
        }
        return all;
    }

    private static CompletableFuture<JsonNode> send(Query<?> query, RpcConnection node) {
        return node.request(query.method(), query.params().toArray());
    }

    private static <T> T read(Query<T> query, RpcConnection node, JsonNode answer) throws RpcException {
        try {
            return query.reader().apply(answer);
        } catch (MalformedAnswerException malformed) {
            String what = "asked for %s, %s".formatted(query.method(), malformed.getMessage());
            node.wrong(what);
            throw new RpcException.WrongAnswer("%s answers wrongly: %s".formatted(node.endpoint(), what));
        }
    }

    private static JsonNode await(CompletableFuture<JsonNode> answer) throws RpcException {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw RpcFailures.of(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new RpcException.Unavailable("interrupted while waiting for a node's answer");
        }
    }
}
