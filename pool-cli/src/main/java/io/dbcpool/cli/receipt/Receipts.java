package io.dbcpool.cli.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.receipts.ReceiptSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the commands find receipts. */
final class Receipts {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The pool's file, whose state folder has them (default: pool.yaml).")
    private Path config = Path.of("pool.yaml");

    @Option(
            names = "--from",
            paramLabel = "PATH",
            description = "A state folder, a file of receipts, or an exported appeal, instead of the pool's file.")
    private @Nullable Path from;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** @param other instead of {@code --from} */
    ReceiptSource read(Optional<Path> other) throws PoolFileException, CannotReachException {
        var given = other.or(() -> Optional.ofNullable(from));
        Path path = given.isPresent() ? given.get() : PoolFile.read(config).stateDir();
        try {
            return ReceiptSource.read(path);
        } catch (IOException e) {
            throw new CannotReachException(
                    e.getMessage() != null && e.getMessage().startsWith("wanted")
                            ? e.getMessage()
                            : "receipts cannot be read: " + e,
                    e);
        }
    }

    /** The one that an operator named; says on standard error if there is none, or more than one. */
    static Optional<JsonNode> find(ReceiptSource source, String vacateId) {
        List<JsonNode> found = source.find(vacateId);
        if (found.size() == 1) {
            return Optional.of(found.get(0));
        }
        System.err.printf(
                found.isEmpty()
                        ? "pool: %s has no receipt of vacate '%s'; 'pool receipt list' shows which there are%n"
                        : "pool: %s has more than one receipt of a vacate that begins with '%s'%n",
                source.path(),
                vacateId);
        return Optional.empty();
    }
}
