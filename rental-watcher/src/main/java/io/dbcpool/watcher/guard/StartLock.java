package io.dbcpool.watcher.guard;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;

/**
 * One watcher of this host at a time starts a domain, whoever it runs as and wherever its state is: a file of the host,
 * locked while the domain is started. Its end gives the lock back, however a watcher ends. Stopping needs no lock.
 */
final class StartLock {

    private static final Path OF_HOST = Path.of("/run/lock");

    private final Path folder;

    StartLock(Path folder) {
        this.folder = folder;
    }

    static StartLock ofThisHost() {
        return new StartLock(Files.isWritable(OF_HOST) ? OF_HOST : Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Held until it is closed. */
    record Held(FileChannel file, FileLock lock) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /**
     * Empty while another holds it.
     *
     * @throws IOException if nobody can tell whether another does
     */
    Optional<Held> tryHold(UUID domain) throws IOException {
        var file = open(folder.resolve("dbcpool-start-%s.lock".formatted(domain)));
        try {
            var lock = file.tryLock();
            if (lock != null) {
                return Optional.of(new Held(file, lock));
            }
        } catch (OverlappingFileLockException e) {
            file.close();
            return Optional.empty();
        }
        file.close();
        return Optional.empty();
    }

    /**
     * Not made in the same call as it is opened: in a folder of everybody's the kernel refuses that to another user.
     */
    private static FileChannel open(Path path) throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            try {
                Files.createFile(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
            } catch (FileAlreadyExistsException another) {
                return FileChannel.open(path, StandardOpenOption.WRITE);
            }
            return FileChannel.open(path, StandardOpenOption.WRITE);
        } catch (AccessDeniedException e) {
            throw new IOException("wanted to open the lock %s for writing, and may not".formatted(path), e);
        }
    }
}
