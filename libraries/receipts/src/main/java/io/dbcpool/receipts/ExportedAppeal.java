package io.dbcpool.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.events.EventCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What somebody was sent as an {@link Appeal}. The signature proves the receipt inside it and nothing else, while what
 * a person reads is all around it: so all that is made anew of the receipt, and has to be there word for word.
 *
 * @param json its text, alone or from inside the page
 * @param page the whole page, if it is one
 */
record ExportedAppeal(String json, Optional<String> page) {

    private static final Pattern EMBEDDED =
            Pattern.compile("<script type=\"application/json\" id=\"appeal\">(.*?)</script>", Pattern.DOTALL);

    /** Of the lines that differ. */
    private static final int MOST_LINES = 3;

    private static final int SHOWN_CHARACTERS = 80;
    private static final int SHOWN_BEFORE = 20;

    /** Empty if the text is neither a page of ours nor JSON with a receipt in it. */
    static Optional<ExportedAppeal> find(String text) {
        var embedded = EMBEDDED.matcher(text);
        var found = embedded.find()
                ? new ExportedAppeal(embedded.group(1), Optional.of(text))
                : new ExportedAppeal(text, Optional.empty());
        return found.tree().filter(tree -> tree.path("receipt").isObject()).map(tree -> found);
    }

    JsonNode receipt() {
        return tree().orElseThrow().path("receipt");
    }

    private Optional<JsonNode> tree() {
        return EventCodec.findTree(json.getBytes(StandardCharsets.UTF_8));
    }

    /** As it is once it was written: a number that was made is of another type than one that was read. */
    private static JsonNode read(JsonNode made) {
        return EventCodec.findTree(made.toString().getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    /** Where it says what its receipt does not. */
    List<String> findFaults() {
        var found = tree().orElseThrow();
        var again = Appeal.again(found);
        var faults = new ArrayList<String>(findOtherMembers(read(again.json()), found));
        page.ifPresent(shown -> faults.addAll(findOtherLines(AppealPage.write(again), shown)));
        String by = found.path("exportedBy").asText();
        if (!faults.isEmpty() && !by.equals(Appeal.ourName())) {
            faults.add(
                    "it says that it was made by '%s', and this is %s, which may use other words: so only the receipt inside"
                                    .formatted(ReceiptSignature.shown(by), Appeal.ourName())
                            + " was checked here and nothing around it; verify it with that version, or read the"
                            + " receipt by 'pool receipt show --from'");
        }
        return faults;
    }

    private static List<String> findOtherMembers(JsonNode again, JsonNode found) {
        var names = new LinkedHashSet<String>();
        again.fieldNames().forEachRemaining(names::add);
        found.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .filter(name -> !again.path(name).equals(found.path(name)))
                .map(name -> "'%s' is not what the receipt says: wanted %s, found %s"
                        .formatted(
                                ReceiptSignature.shown(name),
                                ReceiptSignature.shown(again.path(name).toString()),
                                ReceiptSignature.shown(found.path(name).toString())))
                .toList();
    }

    private static List<String> findOtherLines(String again, String shown) {
        var wanted = again.split("\n", -1);
        // How a line ends may change on the way, and nobody sees it.
        var found = shown.replace("\r\n", "\n").split("\n", -1);
        var faults = new ArrayList<String>();
        for (int i = 0; i < Math.max(wanted.length, found.length) && faults.size() < MOST_LINES; i++) {
            String want = i < wanted.length ? wanted[i] : "";
            String have = i < found.length ? found[i] : "";
            if (!want.equals(have)) {
                int from = Math.max(0, commonLength(want, have) - SHOWN_BEFORE);
                faults.add("the page shows what the receipt does not say, in line %d: wanted …%s, found …%s"
                        .formatted(i + 1, part(want, from), part(have, from)));
            }
        }
        if (faults.isEmpty() && wanted.length != found.length) {
            faults.add("the page shows %d lines, wanted %d".formatted(found.length, wanted.length));
        }
        return faults;
    }

    private static int commonLength(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }

    private static String part(String line, int from) {
        int start = Math.min(from, line.length());
        int end = Math.min(line.length(), start + SHOWN_CHARACTERS);
        return line.substring(start, end) + (end < line.length() ? "…" : "");
    }
}
