package io.dbcpool.bonding.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.intent.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Which requests were honoured, on disk, until they have expired: then they are refused for that. For one thread. */
public final class UsedRequests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    public UsedRequests(Path file) {
        this.file = file;
    }

    /**
     * Whether it is new; it is not any more afterwards, whatever happens next.
     *
     * @throws StoreException if that cannot be known or kept: then it must not be honoured
     */
    public boolean take(UUID requestId, Instant expiresAt, Instant now) throws StoreException {
        Map<String, Instant> used = read();
        used.values().removeIf(expired -> !now.isBefore(expired));
        if (used.putIfAbsent(requestId.toString(), expiresAt) != null) {
            return false;
        }
        ObjectNode tree = JSON.createObjectNode();
        used.forEach((id, until) -> tree.put(id, until.toString()));
        try {
            WholeFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree));
        } catch (IOException e) {
            throw new StoreException("%s cannot be written: %s".formatted(file, e), e);
        }
        return true;
    }

    private Map<String, Instant> read() throws StoreException {
        Map<String, Instant> used = new TreeMap<>();
        if (!Files.exists(file)) {
            return used;
        }
        try {
            JSON.readTree(Files.readAllBytes(file))
                    .properties()
                    .forEach(entry -> used.put(
                            entry.getKey(), Instant.parse(entry.getValue().asText())));
            return used;
        } catch (IOException | DateTimeException e) {
            throw new StoreException(
                    "%s cannot be read: %s; next: move it away an hour after the last request"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }
}
