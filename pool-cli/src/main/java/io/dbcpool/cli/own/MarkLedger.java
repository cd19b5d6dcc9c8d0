package io.dbcpool.cli.own;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The nonces of the marks that we have written: a line {@code <uuid> <nonce> <name>} each. By it a mark of ours is told
 * from one that came with a copied definition.
 */
record MarkLedger(Path file) {

    /** Of the pool's state folder. */
    static MarkLedger in(Path stateDir) {
        return new MarkLedger(stateDir.resolve("own-marks"));
    }

    Optional<String> findNonce(UUID uuid) throws IOException {
        return Optional.ofNullable(read().get(uuid)).map(line -> line.substring(0, (line + " ").indexOf(' ')));
    }

    /** As a whole or not at all. */
    void put(UUID uuid, String nonce, String name) throws IOException {
        var lines = read();
        lines.put(uuid, nonce + " " + name);
        write(lines);
    }

    void remove(UUID uuid) throws IOException {
        var lines = read();
        if (lines.remove(uuid) != null) {
            write(lines);
        }
    }

    /** What is no line of ours is passed over, and lost with the next write. */
    private Map<UUID, String> read() throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            lines = List.of();
        }
        var found = new TreeMap<UUID, String>();
        for (String line : lines) {
            if (line.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12} [0-9a-f]{32}( .*)?")) {
                found.put(UUID.fromString(line.substring(0, 36)), line.substring(37));
            }
        }
        return found;
    }

    private void write(Map<UUID, String> lines) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(
                next,
                lines.entrySet().stream()
                        .map(line -> line.getKey() + " " + line.getValue())
                        .toList());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
