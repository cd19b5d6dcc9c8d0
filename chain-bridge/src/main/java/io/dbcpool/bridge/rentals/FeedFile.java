package io.dbcpool.bridge.rentals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.chain.feed.RentalFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Up to where the chain was told, on disk, so that the next process goes on there. It is written after the records were
 * given to the outbox: what a crash in between tells again has the same ids.
 */
public final class FeedFile {

    private static final Logger LOG = LoggerFactory.getLogger(FeedFile.class);

    private static final ObjectMapper JSON = FeedJson.mapper();

    private final Path file;
    private final String genesis;
    private boolean failed;

    /** @param genesis of the chain: what was told of another one is of no use here */
    public FeedFile(Path directory, String genesis) {
        this.file = directory.resolve("rentals-told.json");
        this.genesis = genesis;
    }

    /** Empty where nothing was told yet, or of another chain, or the file cannot be read. */
    public Optional<RentalFeed> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var tree = JSON.readTree(Files.readAllBytes(file));
            if (!tree.path("genesis").asText().equals(genesis)) {
                LOG.warn("another chain was followed before, this one is begun anew genesis={}", genesis);
                return Optional.empty();
            }
            return Optional.of(JSON.treeToValue(tree.path("feed"), RentalFeed.class));
        } catch (IOException | IllegalArgumentException e) {
            LOG.error(
                    "how far the chain was told cannot be read, it is begun anew file={} reason={}",
                    file,
                    e.toString());
            return Optional.empty();
        }
    }

    /** A disk that fails is told once, and costs a beginning anew after the next restart. */
    public void write(RentalFeed feed) {
        try {
            ObjectNode tree = JSON.createObjectNode().put("genesis", genesis);
            tree.set("feed", JSON.valueToTree(feed));
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, JSON.writeValueAsBytes(tree));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.error("how far the chain was told cannot be written file={} reason={}", file, e.toString());
                failed = true;
            }
        }
    }
}
