package io.dbcpool.configuration.loglevels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;

/**
 * A service's wishes, in {@code <state-dir>/log-levels/<service>}. Not in the service's own folder: who makes that
 * first owns it, and it must be the service. Services only read here.
 */
public final class LogLevelFile {

    /** In bytes; more is not read. */
    static final int LARGEST = 64 * 1024;

    private final Path path;

    private LogLevelFile(Path path) {
        this.path = path;
    }

    public static LogLevelFile of(Path stateDir, String service) {
        return new LogLevelFile(stateDir.resolve("log-levels").resolve(service));
    }

    /** What it says now; nothing where there is no file. A file that cannot be read is a problem. */
    public LogLevelWishes read(Instant now) {
        try (var in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                return problem("wanted at most %d bytes, found more".formatted(LARGEST));
            }
            return LogLevelWishes.read(new String(bytes, StandardCharsets.UTF_8), now);
        } catch (NoSuchFileException e) {
            return LogLevelWishes.none();
        } catch (IOException e) {
            return problem("wanted to read it, and cannot: " + e);
        }
    }

    private static LogLevelWishes problem(String problem) {
        return new LogLevelWishes(List.of(), List.of(problem));
    }

    /**
     * Puts a new file in place of the old one at once.
     *
     * @throws IOException if this user may not write there
     */
    public void write(LogLevelWishes wishes) throws IOException {
        Files.createDirectories(path.getParent());
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.writeString(fresh, wishes.text());
        // The service may be another user than the operator, and there is nothing secret in it.
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
