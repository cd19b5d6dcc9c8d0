package io.dbcpool.bonding.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.bonding.intent.Intent;
import io.dbcpool.bonding.intent.Outcome;
import io.dbcpool.bonding.saga.Ending;
import io.dbcpool.bonding.state.BondingState;
import io.dbcpool.bonding.step.Step;
import io.dbcpool.bonding.wish.Wish;
import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.values.DbcAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Wishes, their steps and prices, as JSON and in words. */
public final class BondText {

    private BondText() {}

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    public static ObjectNode plan(Wish wish, BondingState state, List<Step> steps) {
        ObjectNode tree = head(wish);
        tree.put("place", wish.place().toString());
        tree.put("map", wish.mapLink());
        tree.put("block", state.block().number());
        tree.put("stash", ss58(state.stash()));
        tree.put("stashFree", state.stashBalance().free().toString());
        tree.put("controller", ss58(state.controller()));
        tree.put("controllerFree", state.controllerBalance().free().toString());
        BigInteger fees = BigInteger.ZERO;
        BigInteger stake = BigInteger.ZERO;
        ArrayNode list = tree.putArray("steps");
        for (Step step : steps) {
            list.add(step(step));
            fees = fees.add(fee(step).planck());
            stake = stake.add(stake(step).planck());
        }
        tree.put("fixedFees", new DbcAmount(fees).toString());
        tree.put("stake", new DbcAmount(stake).toString());
        return tree;
    }

    public static String planInWords(JsonNode all) {
        StringBuilder text = new StringBuilder();
        for (JsonNode tree : all) {
            text.append("%s%n  place %s  %s%n"
                    .formatted(
                            tree.path("machineId").asText(),
                            tree.path("place").asText(),
                            tree.path("map").asText()));
            int number = 0;
            for (JsonNode step : tree.path("steps")) {
                text.append("  %d. %s%n".formatted(++number, inWords(step)));
            }
            text.append("  price  %s of fixed fees and some transaction fees, of the controller %s, which has %s free%n"
                    .formatted(
                            tree.path("fixedFees").asText(),
                            tree.path("controller").asText(),
                            tree.path("controllerFree").asText()));
            text.append(
                    "         %s of stake, of the stash %s, which has %s free; more when the committee has counted its GPUs%n"
                            .formatted(
                                    tree.path("stake").asText(),
                                    tree.path("stash").asText(),
                                    tree.path("stashFree").asText()));
            text.append("  risk   5 %% of the stake if the committee refuses the machine, taken 2 days later%n"
                    .formatted());
        }
        return text.toString();
    }

    public static ObjectNode status(Wish wish, Step step, List<Intent> intents) {
        ObjectNode tree = head(wish);
        tree.set("step", step(step));
        ArrayNode history = tree.putArray("history");
        for (Intent intent : intents) {
            if (intent.machine().equals(Optional.of(wish.machine()))) {
                ObjectNode one = history.addObject();
                one.put("step", intent.step());
                one.put("nonce", intent.nonce());
                one.put("outcome", intent.outcome().map(BondText::words).orElse("not known yet"));
            }
        }
        return tree;
    }

    public static String statusInWords(JsonNode all) {
        StringBuilder text = new StringBuilder();
        for (JsonNode tree : all) {
            text.append("%s%n".formatted(tree.path("machineId").asText()));
            for (JsonNode one : tree.path("history")) {
                text.append("  %-20s %s%n"
                        .formatted(
                                one.path("step").asText(), one.path("outcome").asText()));
            }
            text.append("  now: %s%n".formatted(inWords(tree.path("step"))));
        }
        return text.toString();
    }

    public static ObjectNode ending(Wish wish, Ending ending) {
        ObjectNode tree = head(wish);
        if (ending instanceof Ending.Reached reached) {
            tree.set("step", step(reached.step()));
            tree.put("good", reached.step() instanceof Step.Done || reached.step() instanceof Step.Wait);
        } else if (ending instanceof Ending.Beyond beyond) {
            tree.put("failed", beyond.step().id());
            tree.put("inWords", "it is not signed: %s; next: plan it again".formatted(beyond.why()));
            tree.put("good", false);
        } else {
            Intent intent = ((Ending.Failed) ending).intent();
            tree.put("failed", intent.step());
            tree.put("inWords", words(intent.outcome().orElseThrow()));
            tree.put("good", false);
        }
        return tree;
    }

    public static String endingInWords(JsonNode tree) {
        return "  %s%n"
                .formatted(
                        tree.has("step")
                                ? inWords(tree.path("step"))
                                : "%s: %s"
                                        .formatted(
                                                tree.path("failed").asText(),
                                                tree.path("inWords").asText()));
    }

    /** What keeps a wish from going on, or that nothing is to be done; in words. */
    public static String stepInWords(Step step) {
        return inWords(step(step));
    }

    private static ObjectNode step(Step step) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        if (step instanceof Step.Send send) {
            tree.put("kind", send.id()).put("inWords", send.inWords());
            tree.put("fixedFee", fee(step).toString()).put("stake", stake(step).toString());
            tree.put("signer", step instanceof Step.SetController ? "stash" : "controller");
        } else if (step instanceof Step.Wait wait) {
            tree.put("kind", "wait").put("inWords", "waits for " + wait.forWhat());
        } else if (step instanceof Step.Lacking lacking) {
            tree.put("kind", "lacking")
                    .put(
                            "inWords",
                            "the %s %s has %s free, and %s takes %s; next: send it %s"
                                    .formatted(
                                            lacking.who(),
                                            ss58(lacking.account()),
                                            lacking.free(),
                                            lacking.forWhat(),
                                            lacking.needed(),
                                            new DbcAmount(lacking.needed()
                                                    .planck()
                                                    .subtract(lacking.free().planck()))));
        } else if (step instanceof Step.Stuck stuck) {
            tree.put("kind", "stuck").put("inWords", "%s; next: %s".formatted(stuck.cause(), stuck.nextStep()));
        } else if (step instanceof Step.Done done) {
            tree.put("kind", "done").put("inWords", done.inWords());
        }
        return tree;
    }

    private static String inWords(JsonNode step) {
        StringBuilder text = new StringBuilder(step.path("inWords").asText());
        if (!step.path("fixedFee").asText("0 DBC").equals("0 DBC")) {
            text.append("; fixed fee ").append(step.path("fixedFee").asText());
        }
        if (!step.path("stake").asText("0 DBC").equals("0 DBC")) {
            text.append("; reserves ").append(step.path("stake").asText()).append(" of the stash");
        }
        return step.path("kind").asText() + ": " + text;
    }

    private static String words(Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return "done, in block %d".formatted(done.block().number());
        }
        if (outcome instanceof Outcome.Refused refused) {
            return "refused with %s: %s; next: %s".formatted(refused.error(), refused.inWords(), refused.nextStep());
        }
        Outcome.Never never = (Outcome.Never) outcome;
        return "in no block, nothing was spent: %s".formatted(never.detail());
    }

    private static DbcAmount fee(Step step) {
        if (step instanceof Step.BondMachine bond) {
            return bond.fee();
        }
        return step instanceof Step.GenServerRoom room ? room.fee() : new DbcAmount(BigInteger.ZERO);
    }

    private static DbcAmount stake(Step step) {
        if (step instanceof Step.BondMachine bond) {
            return bond.stake();
        }
        return step instanceof Step.FulfillMachine fulfill ? fulfill.stake() : new DbcAmount(BigInteger.ZERO);
    }

    private static ObjectNode head(Wish wish) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("machineId", wish.machine().hex());
        return tree;
    }

    private static String ss58(AccountId account) {
        return account.toSs58(DbcRuntime.SS58_PREFIX);
    }
}
