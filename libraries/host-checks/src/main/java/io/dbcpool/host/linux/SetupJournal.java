package io.dbcpool.host.linux;

import io.dbcpool.events.EventCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * What was done to a host, entry by entry, and beside it each file as it was. It grows with each {@code apply} until
 * {@code undo} has taken all of it back.
 *
 * @param folder of the pool's state folder; nobody else reads it
 */
public record SetupJournal(Path folder) {

    private static final String ENTRIES = "journal.jsonl";

    /** Of the pool's state folder. */
    public static SetupJournal in(Path stateDir) {
        return new SetupJournal(stateDir.resolve("setup"));
    }

    /** In the order in which they were done. A last line that a crash cut off was never begun. */
    public List<SetupEntry> read() throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(folder.resolve(ENTRIES));
        } catch (NoSuchFileException e) {
            return List.of();
        }
        var entries = new ArrayList<SetupEntry>();
        for (int i = 0; i < lines.size(); i++) {
            try {
                entries.add(EventCodec.json().readValue(lines.get(i), SetupEntry.class));
            } catch (IOException e) {
                if (i < lines.size() - 1) {
                    throw new IOException("line %d of %s is none of ours".formatted(i + 1, folder.resolve(ENTRIES)), e);
                }
            }
        }
        return entries;
    }

    /** On disk when this returns. */
    void write(SetupEntry entry) throws IOException {
        make();
        dropHalfALine();
        byte[] line = (EventCodec.json().writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
        try (var channel =
                FileChannel.open(folder.resolve(ENTRIES), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            var left = ByteBuffer.wrap(line);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    /** What a crash cut off was never begun, and must not become one with the next. */
    private void dropHalfALine() throws IOException {
        Path file = folder.resolve(ENTRIES);
        byte[] written = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        int whole = written.length;
        while (whole > 0 && written[whole - 1] != '\n') {
            whole--;
        }
        if (whole < written.length) {
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(whole);
            }
        }
    }

    /** Keeps what is in a file, and says under which name. */
    String keep(byte[] content, int number) throws IOException {
        make();
        String name = "%04d".formatted(number);
        try (var channel = FileChannel.open(
                folder.resolve(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            var left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        return name;
    }

    byte[] kept(SetupEntry entry) throws IOException {
        return Files.readAllBytes(folder.resolve(entry.backup()));
    }

    /** Nothing is left to undo; what was kept stays readable under another name. */
    void close(String suffix) throws IOException {
        Files.move(folder, folder.resolveSibling("setup-undone-" + suffix), StandardCopyOption.ATOMIC_MOVE);
    }

    private void make() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
