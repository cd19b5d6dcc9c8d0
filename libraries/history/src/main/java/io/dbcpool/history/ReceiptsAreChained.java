package io.dbcpool.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.history.ReceiptProof.SignatureCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Each receipt proves itself, and those of one key are one unbroken chain that begins with 64 zeros. The topic has
 * several partitions, so the chain is followed by its links and not by offsets.
 */
record ReceiptsAreChained(SignatureCheck signatures) implements Invariant {

    private static final String BEGINNING = "0".repeat(64);

    @Override
    public List<String> findViolations(History history) {
        var violations = new ArrayList<String>();
        Map<String, Map<String, String>> nextByKey = new LinkedHashMap<>();
        for (Told told : history.listTold(VacateCompleted.class)) {
            JsonNode receipt = told.json();
            ReceiptProof.findFault(receipt, signatures)
                    .ifPresent(fault -> violations.add("receipt %s does not prove itself: %s"
                            .formatted(receipt.path("vacateId").asText(), fault)));
            String previous = receipt.path("previousHash").asText();
            var next = nextByKey.computeIfAbsent(receipt.path("keyId").asText(), key -> new HashMap<>());
            if (next.put(previous, receipt.path("hash").asText()) != null) {
                violations.add("two receipts of key %s follow upon %s"
                        .formatted(receipt.path("keyId").asText(), previous));
            }
        }
        nextByKey.forEach((key, next) -> {
            int linked = 0;
            String last = BEGINNING;
            while (next.containsKey(last) && linked <= next.size()) {
                last = next.getOrDefault(last, "");
                linked++;
            }
            if (linked != next.size()) {
                violations.add("of the %d receipts of key %s only %d hang together from the beginning"
                        .formatted(next.size(), key, linked));
            }
        });
        return violations;
    }
}
