package io.dbcpool.cli.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.state.MachineState;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.endpoints.EndpointHealth;
import io.dbcpool.substrate.rpc.RpcException;
import java.util.Locale;

/** What the chain says, as JSON and in words. */
final class ChainText {

    private static final int BLOCKS_A_MINUTE = 10;

    private ChainText() {}

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ObjectNode status(ChainClient client) throws RpcException {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        var heads = client.heads();
        tree.put("genesis", client.genesis().toString());
        tree.put("runtime", client.runtimeAfter(heads.finalized().hash()).toString());
        tree.put("best", heads.best().number());
        tree.put("finalized", heads.finalized().number());
        ArrayNode endpoints = tree.putArray("endpoints");
        for (EndpointHealth node : client.health()) {
            ObjectNode one = endpoints.addObject();
            one.put("number", endpoints.size());
            one.put("standing", node.standing().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            one.put("inUse", node.inUse());
            one.put("inWords", node.standing().inWords());
        }
        return tree;
    }

    static String statusInWords(JsonNode tree) {
        StringBuilder text = new StringBuilder("%s, best block %d, finalized %d%nchain %s%n"
                .formatted(
                        tree.path("runtime").asText(),
                        tree.path("best").asLong(),
                        tree.path("finalized").asLong(),
                        tree.path("genesis").asText()));
        for (JsonNode node : tree.path("endpoints")) {
            text.append("endpoint %d%s: %s, %s%n"
                    .formatted(
                            node.path("number").asInt(),
                            node.path("inUse").asBoolean() ? " (in use)" : "",
                            node.path("standing").asText(),
                            node.path("inWords").asText()));
        }
        return text.toString();
    }

    static ObjectNode machine(String name, MachineState state) {
        ObjectNode tree = head(name, state);
        state.entry().ifPresent(entry -> {
            Machine machine = entry.machine();
            tree.put("pallet", entry.pallet().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            tree.put("status", machine.status().inWords());
            tree.put("stash", ss58(machine.stash()));
            tree.put("controller", ss58(machine.controller()));
            tree.put("stake", machine.stake().toString());
            state.stakeMissing().ifPresent(missing -> tree.put("stakeMissing", missing.toString()));
            tree.put("serverRoom", machine.site().serverRoom());
            tree.put("place", machine.site().place().toString());
            machine.site().operators().forEach(tree.withArray("operators")::add);
            tree.put("gpus", machine.hardware().gpuCount());
            tree.put("gpusLet", state.usedGpus().size());
            state.claimable().ifPresent(claimable -> tree.put("claimable", claimable.toString()));
            state.daysToEarliestExit().ifPresent(days -> tree.put("daysToEarliestExit", days));
        });
        if (state.entry().isEmpty()) {
            tree.put("status", "not bonded");
        }
        ArrayNode slashes = tree.putArray("slashes");
        for (MachineState.Slash slash : state.slashes()) {
            long left = slash.slash().lastToAppeal().height() - state.block().number();
            slashes.addObject()
                    .put("id", Long.toUnsignedString(slash.id()))
                    .put("amount", slash.slash().amount().toString())
                    .put("reason", slash.slash().reason().inWords())
                    .put("hoursToAppeal", Math.max(0, left) / BLOCKS_A_MINUTE / 60)
                    .put("underReview", slash.underReview());
        }
        return tree;
    }

    static String machineInWords(JsonNode tree) {
        StringBuilder text = new StringBuilder(headInWords(tree));
        text.append("  %s%n".formatted(tree.path("status").asText()));
        if (tree.has("stash")) {
            text.append("  stash %s, controller %s%n"
                    .formatted(
                            tree.path("stash").asText(), tree.path("controller").asText()));
            text.append("  stake %s%s; GPUs %d, let %d; to claim %s%n"
                    .formatted(
                            tree.path("stake").asText(),
                            tree.has("stakeMissing")
                                    ? ", missing " + tree.path("stakeMissing").asText()
                                    : "",
                            tree.path("gpus").asInt(),
                            tree.path("gpusLet").asInt(),
                            tree.path("claimable").asText("nothing")));
            text.append("  room %s, %s, %s%s%n"
                    .formatted(
                            tree.path("serverRoom").asText(),
                            tree.path("place").asText(),
                            tree.path("operators"),
                            tree.has("daysToEarliestExit")
                                    ? "; may leave in %d days at the earliest"
                                            .formatted(tree.path("daysToEarliestExit")
                                                    .asLong())
                                    : ""));
        }
        for (JsonNode slash : tree.path("slashes")) {
            text.append("  slash %s: %s, because %s; %s%n"
                    .formatted(
                            slash.path("id").asText(),
                            slash.path("amount").asText(),
                            slash.path("reason").asText(),
                            slash.path("underReview").asBoolean()
                                    ? "its review was applied for"
                                    : "%d h left to appeal: ./pool chain appeal"
                                            .formatted(
                                                    slash.path("hoursToAppeal").asLong())));
        }
        return text.toString();
    }

    static ObjectNode rentals(String name, MachineState state) {
        ObjectNode tree = head(name, state);
        ArrayNode orders = tree.putArray("orders");
        for (MachineState.Order order : state.orders()) {
            ObjectNode one = orders.addObject();
            one.put("rentOrderId", order.id().toString());
            one.put("renter", ss58(order.order().renter()));
            one.put(
                    "status",
                    order.order().status().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            order.order().gpuIndexes().forEach(one.withArray("gpus")::add);
            one.put("endBlock", order.order().end().height());
            one.put(
                    "minutesLeft",
                    Math.max(0, order.order().end().height() - state.block().number()) / BLOCKS_A_MINUTE);
        }
        return tree;
    }

    static String rentalsInWords(JsonNode tree) {
        StringBuilder text = new StringBuilder(headInWords(tree));
        for (JsonNode order : tree.path("orders")) {
            text.append("  order %s of %s: %s, GPUs %s, ends in block %d, in %d min%n"
                    .formatted(
                            order.path("rentOrderId").asText(),
                            order.path("renter").asText(),
                            order.path("status").asText(),
                            order.path("gpus"),
                            order.path("endBlock").asLong(),
                            order.path("minutesLeft").asLong()));
        }
        return tree.path("orders").isEmpty()
                ? text.append("  not rented%n".formatted()).toString()
                : text.toString();
    }

    private static ObjectNode head(String name, MachineState state) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("name", name);
        tree.put("machineId", state.machine().hex());
        tree.put("block", state.block().number());
        return tree;
    }

    private static String headInWords(JsonNode tree) {
        return "%s %s (finalized block %d)%n"
                .formatted(
                        tree.path("name").asText(),
                        tree.path("machineId").asText(),
                        tree.path("block").asLong());
    }

    static String ss58(AccountId account) {
        return account.toSs58(DbcRuntime.SS58_PREFIX);
    }
}
