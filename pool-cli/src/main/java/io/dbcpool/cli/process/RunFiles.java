package io.dbcpool.cli.process;

import io.dbcpool.cli.pool.HttpPorts;
import io.dbcpool.events.EventCodec;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who runs for a pool, in {@code <state-dir>/run}: a lock that only one supervisor holds, a file for each process, and
 * the ports on which they answer.
 */
public final class RunFiles {

    private static final String PROCESS = ".process.json";

    private final Path folder;

    public RunFiles(Path stateDir) {
        this.folder = stateDir.resolve("run");
    }

    /** Held until the channel is closed, or the process ends in whatever way. Empty when another process holds it. */
    public Optional<FileLock> tryLock() throws IOException {
        Files.createDirectories(folder);
        var channel = FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            var lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(lock);
            }
        } catch (OverlappingFileLockException e) {
            // This process holds it already, which is the same to whoever asks a second time.
        }
        channel.close();
        return Optional.empty();
    }

    public void writePorts(HttpPorts ports) throws IOException {
        write(folder.resolve("http-ports.json"), ports);
    }

    /** Where the pool's services answer that runs, or ran last, with this state folder. */
    public Optional<HttpPorts> findPorts() {
        return read(folder.resolve("http-ports.json"), HttpPorts.class);
    }

    void write(String processName, ProcessIdentity process) throws IOException {
        write(folder.resolve(processName + PROCESS), process);
    }

    void delete(String processName) throws IOException {
        Files.deleteIfExists(folder.resolve(processName + PROCESS));
    }

    /** The process of this name, while it runs. */
    public Optional<ProcessIdentity> findRunning(String processName) {
        return read(folder.resolve(processName + PROCESS), ProcessIdentity.class)
                .filter(ProcessIdentity::isAlive);
    }

    /** Those of an earlier supervisor that still run, by name. */
    Map<String, ProcessIdentity> findLeftovers() throws IOException {
        var found = new TreeMap<String, ProcessIdentity>();
        for (Path file : files()) {
            String name = String.valueOf(file.getFileName());
            read(file, ProcessIdentity.class)
                    .filter(ProcessIdentity::isAlive)
                    .ifPresent(process -> found.put(name.substring(0, name.length() - PROCESS.length()), process));
        }
        return found;
    }

    private List<Path> files() throws IOException {
        var files = new ArrayList<Path>();
        if (Files.isDirectory(folder)) {
            try (var stream = Files.newDirectoryStream(folder, "*" + PROCESS)) {
                stream.forEach(files::add);
            }
        }
        return files;
    }

    private static void write(Path file, Record value) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, EventCodec.json().writeValueAsBytes(value));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A file that cannot be read is as good as none: it only ever says where something was. */
    private static <T> Optional<T> read(Path file, Class<T> type) {
        try {
            return Optional.ofNullable(EventCodec.json().readValue(Files.readAllBytes(file), type));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
