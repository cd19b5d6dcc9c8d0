package io.dbcpool.devchain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that may be asked once. What is subscribed to is {@link SubscriptionKind}'s. */
final class Methods {

    private static final Map<String, Method> ALL = Map.ofEntries(
            Map.entry("rpc_methods", (sight, parameters) -> names()),
            Map.entry("system_chain", (sight, parameters) -> Json.text("DBC Development")),
            Map.entry("system_name", (sight, parameters) -> Json.text("dbc-pool development chain")),
            Map.entry("system_version", (sight, parameters) -> Json.text("1")),
            Map.entry("system_chainType", (sight, parameters) -> Json.text("Development")),
            Map.entry("system_properties", (sight, parameters) -> properties()),
            Map.entry("system_health", (sight, parameters) -> health()),
            Map.entry(
                    "system_nodeRoles",
                    (sight, parameters) -> Json.NODES.arrayNode().add("Full")),
            Map.entry("system_localPeerId", (sight, parameters) -> Json.text("development")),
            Map.entry("system_syncState", (sight, parameters) -> syncState(sight)),
            Map.entry("system_accountNextIndex", AuthorMethods::nextNonce),
            Map.entry("account_nextIndex", AuthorMethods::nextNonce),
            Map.entry("payment_queryInfo", AuthorMethods::queryInfo),
            Map.entry("author_submitExtrinsic", AuthorMethods::submit),
            Map.entry(
                    "author_pendingExtrinsics",
                    (sight, parameters) -> Json.list(sight.chain().pending())),
            Map.entry("chain_getBlock", ChainMethods::block),
            Map.entry("chain_getBlockHash", ChainMethods::blockHash),
            Map.entry("chain_getHead", ChainMethods::blockHash),
            Map.entry("chain_getHeader", ChainMethods::header),
            Map.entry(
                    "chain_getFinalizedHead",
                    (sight, parameters) -> Json.text(sight.finalized().hash())),
            Map.entry(
                    "chain_getFinalisedHead",
                    (sight, parameters) -> Json.text(sight.finalized().hash())),
            Map.entry("dev_newBlock", DevelopmentMethods::newBlock),
            Map.entry("dev_setStorage", DevelopmentMethods::setStorage),
            Map.entry("state_call", StateMethods::call),
            Map.entry("state_getMetadata", StateMethods::metadata),
            Map.entry("state_getRuntimeVersion", StateMethods::runtimeVersion),
            Map.entry("chain_getRuntimeVersion", StateMethods::runtimeVersion),
            Map.entry("state_getStorage", StateMethods::storage),
            Map.entry("state_getStorageAt", StateMethods::storage),
            Map.entry("state_getStorageSize", StateMethods::storageSize),
            Map.entry("state_getStorageHash", StateMethods::storageHash),
            Map.entry("state_getKeysPaged", StateMethods::keysPaged),
            Map.entry("state_getKeysPagedAt", StateMethods::keysPaged),
            Map.entry("state_getKeys", StateMethods::keys),
            Map.entry("state_queryStorageAt", StateMethods::queryStorageAt));

    private Methods() {}

    static JsonNode answer(String name, Sight sight, Parameters parameters) throws RpcRefusal {
        Method method = ALL.get(name);
        if (method == null) {
            throw RpcRefusal.unknownMethod(name);
        }
        return method.answer(sight, parameters);
    }

    private static JsonNode names() {
        ObjectNode json = Json.NODES.objectNode();
        ArrayNode names = json.putArray("methods");
        Stream<String> subscriptions =
                Stream.of(SubscriptionKind.values()).flatMap(kind -> Stream.of(kind.method(), kind.end()));
        Stream.concat(ALL.keySet().stream(), subscriptions)
                .collect(Collectors.toCollection(TreeSet::new))
                .forEach(names::add);
        return json;
    }

    private static JsonNode properties() {
        ObjectNode json = Json.NODES.objectNode();
        json.put("tokenDecimals", 15);
        json.put("tokenSymbol", "DBC");
        return json;
    }

    private static JsonNode health() {
        ObjectNode json = Json.NODES.objectNode();
        json.put("peers", 0);
        json.put("isSyncing", false);
        json.put("shouldHavePeers", false);
        return json;
    }

    private static JsonNode syncState(Sight sight) {
        ObjectNode json = Json.NODES.objectNode();
        json.put("startingBlock", 0);
        json.put("currentBlock", sight.best().number());
        json.put("highestBlock", sight.best().number());
        return json;
    }
}
