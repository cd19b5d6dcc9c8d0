package io.dbcpool.watcher.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link Journal} in one append-only file.
 *
 * <p>A torn last line is what a kill in the middle of a write leaves: it is dropped. A bad line before the last is a
 * damaged disk: a copy of the file is kept beside it, what can be read is used, and {@link #trouble()} says so. When it
 * is opened it is rewritten with the records that still mean something ({@link Compaction}), so that it does not grow
 * for ever.
 */
public final class FileJournal implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);

    /** What is written meanwhile goes to the disk together. */
    private static final long FORCE_AFTER_MILLIS = 20;

    private record Pending(JournalRecord record, CompletableFuture<Void> written) {}

    private final Path file;
    private final List<JournalRecord> recovered;
    /** Empty: it is closed, and nothing comes after. */
    private final LinkedBlockingQueue<Optional<Pending>> queue = new LinkedBlockingQueue<>();

    private final Semaphore unforced = new Semaphore(0);
    private final Thread writer = new Thread(this::write, "journal");
    private volatile String damage = "";
    private volatile String failure = "";
    private volatile boolean closing;

    /** @throws IOException if the folder cannot be made or the file not be read; the message names it */
    public FileJournal(Path file) throws IOException {
        this.file = file;
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        var found = read();
        recovered = List.copyOf(Compaction.compact(found));
        rewrite(recovered);
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public List<JournalRecord> recovered() {
        return recovered;
    }

    @Override
    public CompletableFuture<Void> append(JournalRecord record) {
        var pending = new Pending(record, new CompletableFuture<>());
        if (closing) {
            pending.written().completeExceptionally(new IOException("the journal is closed"));
        } else {
            queue.add(Optional.of(pending));
        }
        return pending.written();
    }

    /** Writes the record and reads it back, without a file: for a rehearsal. */
    public static Optional<JournalRecord> rehearse(JournalRecord record) {
        return JournalLine.find(new String(JournalLine.write(record), StandardCharsets.UTF_8).strip());
    }

    @Override
    public String trouble() {
        return failure.isEmpty() ? damage : failure;
    }

    @Override
    public void close() {
        closing = true;
        queue.add(Optional.empty());
        try {
            writer.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            var forcer = new Thread(() -> forceWhatIsWritten(channel), "journal-disk");
            forcer.setDaemon(true);
            forcer.start();
            for (var pending = queue.take(); pending.isPresent(); pending = queue.take()) {
                append(channel, pending.get());
                unforced.release();
            }
            unforced.release();
            forcer.join();
            force(channel);
        } catch (IOException e) {
            failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** By a thread of its own: a record that comes while the disk is busy is given to the system all the same. */
    private void forceWhatIsWritten(FileChannel channel) {
        try {
            while (!closing) {
                unforced.acquire();
                Thread.sleep(FORCE_AFTER_MILLIS);
                unforced.drainPermits();
                force(channel);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void append(FileChannel channel, Pending pending) {
        try {
            var line = ByteBuffer.wrap(JournalLine.write(pending.record()));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            recoveredFromFailure();
            pending.written().complete(null);
        } catch (IOException | RuntimeException e) {
            failed(e);
            pending.written().completeExceptionally(e);
        }
    }

    private void force(FileChannel channel) {
        try {
            channel.force(false);
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(Exception e) {
        if (failure.isEmpty()) {
            LOG.error("journal cannot be written file={} reason={}", file, e.toString());
        }
        failure = "the journal %s cannot be written: %s".formatted(file, e.getMessage());
    }

    private void recoveredFromFailure() {
        if (!failure.isEmpty()) {
            LOG.info("journal can be written again file={}", file);
            failure = "";
        }
    }

    private List<JournalRecord> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        var lines = Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
        var records = new ArrayList<JournalRecord>();
        for (int i = 0; i < lines.size(); i++) {
            String line = new String(lines.get(i).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            Optional<JournalRecord> record = JournalLine.find(line);
            if (record.isPresent()) {
                records.add(record.get());
            } else if (i + 1 == lines.size()) {
                LOG.warn("journal's last record was cut off and is dropped file={} line={}", file, i + 1);
            } else {
                quarantine(i + 1);
            }
        }
        return records;
    }

    private void quarantine(int line) throws IOException {
        if (damage.isEmpty()) {
            var copy = file.resolveSibling(
                    file.getFileName() + ".damaged-" + Instant.now().getEpochSecond());
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            damage = "line %d of the journal %s is damaged; a copy is kept as %s"
                    .formatted(line, file, copy.getFileName());
            LOG.error("journal is damaged, what can be read is used file={} line={} copy={}", file, line, copy);
        }
    }

    private void rewrite(List<JournalRecord> records) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (JournalRecord record : records) {
                var bytes = ByteBuffer.wrap(JournalLine.write(record));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
