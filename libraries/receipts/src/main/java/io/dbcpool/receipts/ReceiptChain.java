package io.dbcpool.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is wrong with a row of receipts, in the order in which they were kept: each is what its key signed, and names
 * the one before it. A receipt that was changed, taken out, put in or moved breaks it.
 *
 * <p>Two things the chain cannot show by itself: that its end was cut off, for which whoever checks needs the last hash
 * from elsewhere (the topic, the journal, a status that was kept); and whose the key is, for which he needs the public
 * key from elsewhere. {@code begins} and {@code last} say what to compare.
 */
public final class ReceiptChain {

    /** What stands before the first receipt of a key. */
    public static final String BEGINNING = "0".repeat(64);

    /**
     * @param receipts how many there are
     * @param faults what is wrong, in words; nothing if they are intact
     * @param chains one for each key
     */
    public record Report(int receipts, List<String> faults, List<Chain> chains) {
        public Report {
            faults = List.copyOf(faults);
            chains = List.copyOf(chains);
        }

        public boolean isIntact() {
            return faults.isEmpty();
        }
    }

    /**
     * @param fromBeginning whether its first receipt is the first that the key has signed
     * @param last the hash of its last one
     */
    public record Chain(String keyId, String publicKey, int receipts, boolean fromBeginning, String last) {}

    private ReceiptChain() {}

    public static Report check(List<JsonNode> receipts) {
        var faults = new ArrayList<String>();
        Map<String, List<JsonNode>> byKey = new LinkedHashMap<>();
        for (int i = 0; i < receipts.size(); i++) {
            JsonNode receipt = receipts.get(i);
            String name = name(i, receipt);
            ReceiptSignature.findFault(receipt).ifPresent(fault -> faults.add(name + ": " + fault));
            byKey.computeIfAbsent(ReceiptSignature.text(receipt, "keyId"), key -> new ArrayList<>())
                    .add(receipt);
        }
        var chains = new ArrayList<Chain>();
        byKey.forEach((keyId, row) -> {
            faults.addAll(findBreaks(receipts, row));
            JsonNode last = row.get(row.size() - 1);
            chains.add(new Chain(
                    keyId,
                    ReceiptSignature.text(last, "publicKey"),
                    row.size(),
                    previous(row.get(0)).equals(BEGINNING),
                    hash(last)));
        });
        return new Report(receipts.size(), faults, chains);
    }

    private static List<String> findBreaks(List<JsonNode> all, List<JsonNode> row) {
        var faults = new ArrayList<String>();
        Set<String> hashes = new HashSet<>();
        row.forEach(receipt -> hashes.add(hash(receipt)));
        Set<String> before = new HashSet<>();
        for (int i = 0; i < row.size(); i++) {
            JsonNode receipt = row.get(i);
            String name = name(all.indexOf(receipt), receipt);
            String previous = previous(receipt);
            if (!before.add(previous)) {
                faults.add("%s: another one follows upon %s as well".formatted(name, previous));
            } else if (i > 0 && !previous.equals(hash(row.get(i - 1)))) {
                faults.add(
                        hashes.contains(previous)
                                ? "%s: it is out of order: it follows upon %s, which stands elsewhere"
                                        .formatted(name, ReceiptSignature.shown(previous))
                                : previous.equals(BEGINNING)
                                        ? "%s: it is out of order: it follows upon %s, so it is the first of its key"
                                        : "%s: the receipt before it is missing, which has the hash %s"
                                                .formatted(name, ReceiptSignature.shown(previous)));
            } else if (i == 0 && hashes.contains(previous)) {
                faults.add("%s: it is out of order: the one before it stands behind it".formatted(name));
            }
        }
        return faults;
    }

    private static String name(int index, JsonNode receipt) {
        return "receipt %d, vacate %s"
                .formatted(index + 1, ReceiptSignature.shown(ReceiptSignature.text(receipt, "vacateId")));
    }

    private static String previous(JsonNode receipt) {
        return ReceiptSignature.text(receipt, "previousHash");
    }

    private static String hash(JsonNode receipt) {
        return ReceiptSignature.text(receipt, "hash");
    }
}
