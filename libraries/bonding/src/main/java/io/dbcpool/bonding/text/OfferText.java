package io.dbcpool.bonding.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.bonding.intent.Outcome;
import io.dbcpool.bonding.upkeep.Action;
import io.dbcpool.bonding.upkeep.Plan;
import io.dbcpool.bonding.upkeep.Quote;
import io.dbcpool.bonding.upkeep.Upkeep;
import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.substrate.crypto.address.AccountId;

/** A price, as JSON and in words. */
public final class OfferText {

    private OfferText() {}

    public static ObjectNode of(Action action, AccountId signing, Upkeep.Offer offer) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("action", action.inWords());
        tree.put("signer", ss58(signing));
        tree.put("controller", ss58(offer.state().controller()));
        tree.put("controllerFree", offer.state().controllerBalance().free().toString());
        tree.put("signerFree", offer.state().signerBalance().free().toString());
        offer.state().stash().ifPresent(stash -> {
            tree.put("stash", ss58(stash));
            tree.put("stashFree", offer.state().stashBalance().free().toString());
        });
        offer.fee().ifPresent(fee -> tree.put("fee", fee.toString()));
        if (offer.quote() instanceof Quote.Price price) {
            tree.put("reserved", price.reserved().toString());
            tree.put("returned", price.returned().toString());
            tree.put("slash", price.slash());
            tree.put("stashCanPay", price.stashCanPay());
            tree.put("controllerCanPay", price.controllerCanPay());
            price.notes().forEach(tree.withArray("notes")::add);
        } else if (offer.quote() instanceof Quote.NotNow notNow) {
            tree.put("notNow", notNow.reason());
            tree.put("nextStep", notNow.nextStep());
        }
        offer.plan().ifPresent(plan -> tree.put("plan", plan.id()));
        return tree;
    }

    public static String inWords(JsonNode tree) {
        if (tree.has("notNow")) {
            return "%s: not now, because %s; next: %s%n"
                    .formatted(
                            tree.path("action").asText(),
                            tree.path("notNow").asText(),
                            tree.path("nextStep").asText());
        }
        StringBuilder text =
                new StringBuilder("%s%n".formatted(tree.path("action").asText()));
        line(text, "signed by", tree.path("signer").asText());
        line(text, "transaction fee", tree.path("fee").asText("unknown") + ", of the signer");
        line(
                text,
                "reserved",
                "%s of the stash, which has %s free%s"
                        .formatted(
                                tree.path("reserved").asText(),
                                tree.path("stashFree").asText(),
                                tree.path("stashCanPay").asBoolean() ? "" : ": NOT ENOUGH"));
        if (!tree.path("returned").asText().equals("0 DBC")) {
            line(text, "comes back", tree.path("returned").asText());
        }
        line(
                text,
                "can be slashed",
                tree.path("slash").asText().isEmpty()
                        ? "nothing"
                        : tree.path("slash").asText());
        if (!tree.path("controllerCanPay").asBoolean()) {
            line(
                    text,
                    "signer",
                    "has %s: NOT ENOUGH for the fee"
                            .formatted(tree.path("signerFree").asText()));
        }
        tree.path("notes").forEach(note -> line(text, "note", note.asText()));
        line(
                text,
                "plan",
                "%s (./pool chain apply %1$s)".formatted(tree.path("plan").asText()));
        return text.toString();
    }

    public static ObjectNode outcome(Plan plan, Outcome outcome) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("plan", plan.id());
        tree.put("action", plan.action().inWords());
        tree.put("done", outcome instanceof Outcome.Done);
        outcome.inBlock().ifPresent(block -> tree.put("block", block.number()));
        tree.put("inWords", words(outcome));
        return tree;
    }

    public static String outcomeInWords(Plan plan, Outcome outcome) {
        return "%s: %s".formatted(plan.action().inWords(), words(outcome));
    }

    /** What became of it, for a person. */
    public static String words(Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return "done, in block %d".formatted(done.block().number());
        }
        if (outcome instanceof Outcome.Refused refused) {
            return "refused in block %d with %s: %s; next: %s"
                    .formatted(
                            refused.block().number(),
                            refused.error(),
                            refused.inWords(),
                            refused.nextStep().isEmpty() ? "nothing of ours" : refused.nextStep());
        }
        Outcome.Never never = (Outcome.Never) outcome;
        return "in no block, and nothing was spent (%s): %s".formatted(never.reason(), never.detail());
    }

    private static void line(StringBuilder text, String what, String value) {
        text.append("  %-16s %s%n".formatted(what, value));
    }

    private static String ss58(AccountId account) {
        return account.toSs58(DbcRuntime.SS58_PREFIX);
    }
}
