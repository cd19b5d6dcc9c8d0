package io.dbcpool.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.events.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a committee needs to judge one vacate, in one file: the receipt as it was signed, what it says put
 * into one timeline, and what was checked of it. Nothing in here counts but the receipt, which proves itself; the rest
 * is there to be read.
 */
public final class Appeal {

    private record Entry(long atMillis, String at, String what, String detail) {}

    private final JsonNode receipt;
    private final List<JsonNode> neighbours;
    private final String exportedAt;
    private final String exportedBy;

    /** @param all the host's receipts, of which this is one; its neighbours are put beside it */
    public Appeal(JsonNode receipt, List<JsonNode> all, Instant exportedAt) {
        this(receipt, all, exportedAt.toString(), ourName());
    }

    private Appeal(JsonNode receipt, List<JsonNode> all, String exportedAt, String exportedBy) {
        this.receipt = receipt;
        this.exportedAt = exportedAt;
        this.exportedBy = exportedBy;
        String hash = receipt.path("hash").asText();
        this.neighbours = all.stream()
                .filter(other -> other.path("hash")
                                .asText()
                                .equals(receipt.path("previousHash").asText())
                        || other.path("previousHash").asText().equals(hash))
                .toList();
    }

    /** The same once more, made anew of no more than the receipt and what no receipt can say. */
    static Appeal again(JsonNode exported) {
        var neighbours = new ArrayList<JsonNode>();
        exported.path("chain").forEach(neighbours::add);
        String at = parse(exported.path("exportedAt").asText())
                .map(Instant::toString)
                .orElse("");
        return new Appeal(
                exported.path("receipt"),
                neighbours,
                at,
                exported.path("exportedBy").asText());
    }

    static String ourName() {
        return "dbc-pool " + PoolVersion.read();
    }

    JsonNode receipt() {
        return receipt;
    }

    public ObjectNode json() {
        var json = EventCodec.json();
        ObjectNode appeal = json.createObjectNode();
        appeal.put("kind", "dbc-pool-appeal");
        appeal.put("version", 1);
        appeal.put("exportedAt", exportedAt);
        appeal.put("exportedBy", exportedBy);
        appeal.put("summary", summary());
        appeal.set("timeline", timeline());
        appeal.set("checks", checks());
        appeal.set("chain", chain());
        appeal.set("howToCheck", json.valueToTree(HOW_TO_CHECK));
        appeal.set("receipt", receipt);
        return appeal;
    }

    static final List<String> HOW_TO_CHECK = List.of(
            "Take the object 'receipt' out of this file, and remove its members 'hash' and 'signature'.",
            "Write what is left in the canonical form of RFC 8785 (members sorted, no spaces) as UTF-8.",
            "SHA-256 of these bytes, in lower hexadecimal, has to be 'hash'.",
            "'signature' (base64) has to be the Ed25519 signature (RFC 8032) of the 64 characters of 'hash' by 'publicKey' (base64 of 32 bytes).",
            "Compare 'publicKey' with the key that the owner has published, as by 'pool status' or in the topic dbc.vacates.",
            "Compare each 'blockHash' with the chain: a block explorer, or the RPC call chain_getBlockHash with the block's number.",
            "Each 'raw' is base64 of what came: of a broadcast the datagram itself, which is base64 of the DBC node's text.",
            "Or: './pool receipt verify FILE' with this very file.");

    String summary() {
        String elapsed = seconds(receipt.path("elapsedMillis").asLong());
        String outcome = receipt.path("outcome").asText();
        String end = outcome.equals("failed")
                ? "was not seen released within %s".formatted(elapsed)
                : "was released %s after the first signal, %s".formatted(elapsed, margin());
        return "The owner's domain '%s' of machine %s %s (%s, ended by %s). The first signal was '%s' at %s."
                .formatted(
                        receipt.path("domain").path("name").asText(),
                        receipt.path("machineId").asText(),
                        end,
                        outcome.replace('-', ' '),
                        receipt.path("endedBy").asText(),
                        receipt.path("trigger").path("source").asText(),
                        receipt.path("trigger").path("observedAt").asText());
    }

    private String margin() {
        long margin = receipt.path("marginMillis").asLong();
        return margin >= 0 ? seconds(margin) + " before the deadline" : seconds(-margin) + " after the deadline";
    }

    private static String seconds(long millis) {
        return "%d.%03d s".formatted(millis / 1000, millis % 1000);
    }

    ArrayNode timeline() {
        var entries = new ArrayList<Entry>();
        for (JsonNode signal : receipt.path("evidence").path("signals")) {
            String at = signal.path("firstAt").asText();
            entries.add(new Entry(
                    sinceTrigger(at),
                    at,
                    "heard '%s'".formatted(signal.path("says").asText()),
                    said(signal)));
        }
        for (JsonNode step : receipt.path("steps")) {
            long atMillis = step.path("atMillis").asLong();
            entries.add(new Entry(atMillis, after(atMillis), step.path("name").asText(), ""));
        }
        for (JsonNode proof : receipt.path("evidence").path("proof")) {
            if (proof.has("atMillis")) {
                long atMillis = proof.path("atMillis").asLong();
                entries.add(new Entry(
                        atMillis,
                        after(atMillis),
                        "%s: %s"
                                .formatted(
                                        proof.path("thing").asText(),
                                        proof.path("state").asText()),
                        proof.path("detail").asText()));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::atMillis));
        ArrayNode timeline = EventCodec.json().createArrayNode();
        entries.forEach(entry -> timeline.add(EventCodec.json().valueToTree(entry)));
        return timeline;
    }

    private static String said(JsonNode signal) {
        String block = signal.has("block")
                ? ", block %d %s"
                        .formatted(
                                signal.path("block").asLong(),
                                signal.path("blockHash").asText())
                : "";
        return "by %s (%s) from %s, %d times until %s%s"
                .formatted(
                        signal.path("source").asText(),
                        signal.path("via").asText(),
                        signal.path("from").asText(),
                        signal.path("count").asLong(),
                        signal.path("lastAt").asText(),
                        block);
    }

    private Optional<Instant> trigger() {
        return parse(receipt.path("trigger").path("observedAt").asText());
    }

    private long sinceTrigger(String at) {
        return trigger()
                .flatMap(from -> parse(at).map(to -> Duration.between(from, to).toMillis()))
                .orElse(0L);
    }

    private String after(long millis) {
        return trigger().map(from -> from.plusMillis(millis).toString()).orElse("");
    }

    private static Optional<Instant> parse(String time) {
        try {
            return Optional.of(Instant.parse(time));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    ArrayNode checks() {
        ArrayNode checks = EventCodec.json().createArrayNode();
        var fault = ReceiptSignature.findFault(receipt);
        check(
                checks,
                "The receipt is as it was signed",
                fault.isEmpty(),
                fault.orElseGet(() -> "its hash and its Ed25519 signature by key %s are right"
                        .formatted(receipt.path("keyId").asText())));
        String previous = receipt.path("previousHash").asText();
        boolean first = previous.equals(ReceiptChain.BEGINNING);
        boolean known = neighbours.stream()
                .anyMatch(other -> other.path("hash").asText().equals(previous));
        check(
                checks,
                "It has its place in the host's chain",
                first || known,
                first
                        ? "it is the first that its key has signed"
                        : known ? "it names the one before it, which is there" : "the one before it is not there");
        return checks;
    }

    private static void check(ArrayNode checks, String what, boolean isRight, String detail) {
        checks.addObject().put("what", what).put("right", isRight).put("detail", detail);
    }

    private ArrayNode chain() {
        ArrayNode chain = EventCodec.json().createArrayNode();
        neighbours.forEach(other -> chain.addObject()
                .put("vacateId", other.path("vacateId").asText())
                .put("startedAt", other.path("startedAt").asText())
                .put("previousHash", other.path("previousHash").asText())
                .put("hash", other.path("hash").asText()));
        return chain;
    }

    /** What a signal's bytes say to a person: of a broadcast the text inside, of a record its JSON. */
    static String readable(JsonNode signal) {
        try {
            byte[] raw = Base64.getDecoder().decode(signal.path("raw").asText());
            String text = new String(raw, StandardCharsets.UTF_8);
            if (signal.path("source").asText().equals("broadcast")
                    && signal.path("via").asText().equals("direct")) {
                return text.strip() + "\n→ "
                        + new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.UTF_8);
            }
            return text;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
