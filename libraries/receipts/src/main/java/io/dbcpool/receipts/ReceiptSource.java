package io.dbcpool.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.events.EventCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Receipts from wherever somebody has them: a watcher's state folder, or a file with one receipt, with a JSON array of
 * them, with one a line, or an appeal as JSON or as a page.
 *
 * @param all in the order in which they stand there
 * @param whole whether these should be all that the host ever signed
 * @param publicKey of the host, from beside its receipts
 * @param misquotes of an appeal: where it says what its receipt does not, in words
 */
public record ReceiptSource(
        Path path, List<JsonNode> all, boolean whole, Optional<String> publicKey, List<String> misquotes) {

    private static final int X509_PREFIX_BYTES = 12;
    private static final int CHECKSUM_CHARACTERS = 9;

    public ReceiptSource {
        all = List.copyOf(all);
        misquotes = List.copyOf(misquotes);
    }

    /** @throws IOException if it cannot be read, or holds nothing that could be a receipt; the message names it */
    public static ReceiptSource read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return readFolder(path);
        }
        String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        var appeal = ExportedAppeal.find(text);
        if (appeal.isPresent()) {
            var receipt = List.of(appeal.get().receipt());
            return new ReceiptSource(
                    path, receipt, false, Optional.empty(), appeal.get().findFaults());
        }
        var receipts = parse(text);
        if (receipts.isEmpty()) {
            throw new IOException(
                    "wanted receipts in %s, as JSON or in a page of 'pool receipt export', found none".formatted(path));
        }
        return new ReceiptSource(path, receipts, false, Optional.empty(), List.of());
    }

    private static List<JsonNode> parse(String text) {
        var whole = EventCodec.findTree(text.getBytes(StandardCharsets.UTF_8));
        if (whole.filter(tree -> tree.isObject() || tree.isArray()).isPresent()) {
            return flatten(whole.get());
        }
        return text.lines()
                .filter(line -> !line.isBlank())
                .flatMap(line -> EventCodec.findTree(line.getBytes(StandardCharsets.UTF_8)).stream())
                .filter(JsonNode::isObject)
                .toList();
    }

    private static List<JsonNode> flatten(JsonNode tree) {
        var receipts = new ArrayList<JsonNode>();
        if (tree.isArray()) {
            tree.forEach(receipts::add);
        } else if (tree.isObject()) {
            receipts.add(tree);
        }
        return receipts;
    }

    private static ReceiptSource readFolder(Path path) throws IOException {
        var watchers = Stream.of(path.resolve("rental-watcher"), path)
                .filter(folder -> Files.isDirectory(folder.resolve("receipts")))
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "wanted the state folder of a rental-watcher that has signed receipts, found no %s"
                                .formatted(path.resolve("receipts"))));
        var kept = new ReceiptFolder(watchers.resolve("receipts")).list();
        return new ReceiptSource(watchers, kept, true, readKey(watchers.resolve("receipt-key.pub")), List.of());
    }

    private static Optional<String> readKey(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            byte[] x509 = Base64.getDecoder().decode(Files.readString(file).strip());
            byte[] key = Arrays.copyOfRange(x509, X509_PREFIX_BYTES, x509.length);
            return Optional.of(Base64.getEncoder().encodeToString(key));
        } catch (IllegalArgumentException e) {
            throw new IOException("%s is no Ed25519 public key".formatted(file), e);
        }
    }

    /** What the watcher's journal has signed: if the newest is not among the others, their end was cut off. */
    public List<JsonNode> listJournalled() throws IOException {
        Path journal = path.resolve("journal");
        if (!whole || !Files.isReadable(journal)) {
            return List.of();
        }
        var receipts = new ArrayList<JsonNode>();
        for (String line : new String(Files.readAllBytes(journal), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            if (line.length() > CHECKSUM_CHARACTERS && line.contains("\"vacate-ended\"")) {
                EventCodec.findTree(line.substring(CHECKSUM_CHARACTERS).getBytes(StandardCharsets.UTF_8))
                        .filter(record -> record.path("is").asText().equals("vacate-ended"))
                        .ifPresent(record -> receipts.add(record.path("receipt")));
            }
        }
        return receipts;
    }

    /** Those whose vacate's id begins so. */
    public List<JsonNode> find(String vacateId) {
        return all.stream()
                .filter(receipt -> receipt.path("vacateId").asText().startsWith(vacateId))
                .toList();
    }

    /** What is wrong with them, as far as can be seen here. */
    public ReceiptChain.Report check() throws IOException {
        return check(Set.of());
    }

    /**
     * The same, by whoever knows which keys may have signed them.
     *
     * @param keys the public keys, base64; none: the one beside the receipts, if there is one
     */
    public ReceiptChain.Report check(Set<String> keys) throws IOException {
        var report = ReceiptChain.check(all);
        var faults = new ArrayList<>(report.faults());
        for (ReceiptChain.Chain chain : report.chains()) {
            if (whole && !chain.fromBeginning()) {
                faults.add("key %s: the first receipts are missing".formatted(chain.keyId()));
            }
            findStranger(chain, keys).ifPresent(faults::add);
        }
        faults.addAll(findMissingEnd());
        faults.addAll(misquotes);
        return new ReceiptChain.Report(report.receipts(), faults, report.chains());
    }

    private Optional<String> findStranger(ReceiptChain.Chain chain, Set<String> keys) {
        var wanted = keys.isEmpty() ? publicKey.stream().toList() : List.copyOf(keys);
        if (wanted.isEmpty() || wanted.contains(chain.publicKey())) {
            return Optional.empty();
        }
        String signed = "%d receipts are signed by key %s".formatted(chain.receipts(), chain.keyId());
        return Optional.of(
                keys.isEmpty()
                        ? signed
                                + ", which is not receipt-key.pub of that folder: of a run that could not keep its"
                                + " key, or forged; if you know it for the host's, name each of the host's keys with"
                                + " --key"
                        : signed + ", and not by one that was wanted");
    }

    private List<String> findMissingEnd() throws IOException {
        var hashes = all.stream().map(receipt -> receipt.path("hash").asText()).toList();
        return listJournalled().stream()
                .filter(receipt -> !hashes.contains(receipt.path("hash").asText()))
                .map(receipt -> "the receipt of vacate %s is in the journal and not here: it is missing"
                        .formatted(
                                ReceiptSignature.shown(receipt.path("vacateId").asText())))
                .toList();
    }
}
