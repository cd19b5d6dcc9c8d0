package io.dbcpool.bonding.intent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.extrinsic.SignedExtrinsic;
import io.dbcpool.values.MachineId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An intent's file. */
final class IntentJson {

    private static final HexFormat HEX = HexFormat.of();

    private IntentJson() {}

    static ObjectNode write(Intent intent) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("id", intent.id());
        tree.put("genesis", intent.genesis());
        tree.put("signer", intent.signer().toString());
        tree.put("nonce", intent.nonce());
        tree.put("step", intent.step());
        intent.machine().ifPresent(machine -> tree.put("machine", machine.hex()));
        intent.plan().ifPresent(plan -> tree.put("plan", plan));
        writeBlock(tree.putObject("since"), intent.since());
        ArrayNode versions = tree.putArray("versions");
        for (Intent.Version version : intent.versions()) {
            ObjectNode one = versions.addObject();
            one.put("extrinsic", "0x" + HEX.formatHex(version.extrinsic().bytes()));
            one.put("tip", version.tip().toString());
            version.extrinsic().diesAt().ifPresent(block -> one.put("diesAt", block));
        }
        intent.outcome().ifPresent(outcome -> writeOutcome(tree.putObject("outcome"), outcome));
        return tree;
    }

    private static void writeOutcome(ObjectNode tree, Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            tree.put("kind", "done").put("extrinsicHash", done.extrinsicHash());
            writeBlock(tree.putObject("block"), done.block());
        } else if (outcome instanceof Outcome.Refused refused) {
            tree.put("kind", "refused").put("extrinsicHash", refused.extrinsicHash());
            writeBlock(tree.putObject("block"), refused.block());
            tree.put("error", refused.error());
            tree.put("inWords", refused.inWords());
            tree.put("nextStep", refused.nextStep());
        } else if (outcome instanceof Outcome.Never never) {
            tree.put("kind", "never").put("reason", never.reason()).put("detail", never.detail());
        }
    }

    /** @throws IllegalArgumentException if it is none */
    static Intent read(JsonNode tree) {
        if (tree.path("versions").isEmpty() || !tree.path("nonce").isIntegralNumber()) {
            throw new IllegalArgumentException("wanted an intent with a nonce and at least one version");
        }
        AccountId signer = AccountId.of(hex(text(tree, "signer")));
        long nonce = tree.get("nonce").asLong();
        List<Intent.Version> versions = new ArrayList<>();
        for (JsonNode one : tree.path("versions")) {
            OptionalLong diesAt =
                    one.hasNonNull("diesAt") ? OptionalLong.of(one.get("diesAt").asLong()) : OptionalLong.empty();
            versions.add(new Intent.Version(
                    new SignedExtrinsic(hex(text(one, "extrinsic")), signer, nonce, diesAt),
                    new BigInteger(text(one, "tip"))));
        }
        return new Intent(
                text(tree, "id"),
                text(tree, "genesis"),
                signer,
                nonce,
                text(tree, "step"),
                find(tree, "machine").map(MachineId::new),
                find(tree, "plan"),
                block(tree.path("since")),
                versions,
                tree.hasNonNull("outcome") ? Optional.of(outcome(tree.get("outcome"))) : Optional.empty());
    }

    private static Outcome outcome(JsonNode tree) {
        return switch (text(tree, "kind")) {
            case "done" -> new Outcome.Done(block(tree.path("block")), text(tree, "extrinsicHash"));
            case "refused" ->
                new Outcome.Refused(
                        block(tree.path("block")),
                        text(tree, "extrinsicHash"),
                        text(tree, "error"),
                        text(tree, "inWords"),
                        text(tree, "nextStep"));
            case "never" -> new Outcome.Never(text(tree, "reason"), text(tree, "detail"));
            default -> throw new IllegalArgumentException("wanted done, refused or never");
        };
    }

    private static void writeBlock(ObjectNode tree, BlockRef block) {
        tree.put("number", block.number()).put("hash", block.hash().toString());
    }

    private static BlockRef block(JsonNode tree) {
        return new BlockRef(tree.path("number").asLong(), Hash256.of(hex(text(tree, "hash"))));
    }

    private static byte[] hex(String text) {
        if (!text.startsWith("0x")) {
            throw new IllegalArgumentException("wanted 0x and hex digits");
        }
        return HEX.parseHex(text.substring(2));
    }

    private static Optional<String> find(JsonNode tree, String field) {
        return Optional.ofNullable(tree.path(field).textValue());
    }

    private static String text(JsonNode tree, String field) {
        return find(tree, field)
                .orElseThrow(
                        () -> new IllegalArgumentException("wanted text in field %s, found none".formatted(field)));
    }
}
