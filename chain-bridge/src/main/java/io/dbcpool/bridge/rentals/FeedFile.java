package io.dbcpool.bridge.rentals;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.chain.feed.MachineView;
import io.dbcpool.chain.feed.RentalFeed;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Up to where the chain was told, on disk, so that the next process goes on there. It is written after the records were
 * given to the outbox: what a crash in between tells again has the same ids.
 *
 * <p>In a large pool what most machines are in stands in a file of its own, the {@link FeedBase}, and only what differs
 * from it is written with each block.
 */
public final class FeedFile {

    private static final Logger LOG = LoggerFactory.getLogger(FeedFile.class);

    private static final ObjectMapper JSON = FeedJson.mapper();

    private final Path file;
    private final String genesis;
    private FeedBase base = FeedBase.NONE;
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
            var rest = JSON.treeToValue(tree.path("feed"), RentalFeed.class);
            base = readBase(tree.required("base").asLong());
            return Optional.of(base.addTo(rest));
        } catch (IOException | IllegalArgumentException e) {
            LOG.error(
                    "how far the chain was told cannot be read, it is begun anew file={} reason={}",
                    file,
                    e.toString());
            return Optional.empty();
        }
    }

    private FeedBase readBase(long number) throws IOException {
        if (number == 0) {
            return FeedBase.NONE;
        }
        byte[] machines = Files.readAllBytes(baseFile(number));
        return new FeedBase(number, JSON.readValue(machines, new TypeReference<Map<MachineId, MachineView>>() {}));
    }

    private Path baseFile(long number) {
        return file.resolveSibling("rentals-told-base-%d.json".formatted(number));
    }

    /** A disk that fails is told once, and costs a beginning anew after the next restart. */
    public void write(RentalFeed feed) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            RentalFeed rest = base.takeFrom(feed);
            if (base.fits(feed, rest)) {
                write(rest, base.number());
            } else {
                FeedBase next = base.next(feed);
                Files.write(baseFile(next.number()), JSON.writeValueAsBytes(next.machines()));
                write(next.takeFrom(feed), next.number());
                Files.deleteIfExists(baseFile(base.number()));
                base = next;
            }
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.error("how far the chain was told cannot be written file={} reason={}", file, e.toString());
                failed = true;
            }
        }
    }

    private void write(RentalFeed rest, long baseNumber) throws IOException {
        ObjectNode tree = JSON.createObjectNode().put("genesis", genesis).put("base", baseNumber);
        tree.set("feed", JSON.valueToTree(rest));
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.write(next, JSON.writeValueAsBytes(tree));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
