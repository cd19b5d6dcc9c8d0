package io.dbcpool.watcher.journal;

import io.dbcpool.watcher.journal.JournalFile.Line;
import io.dbcpool.watcher.journal.JournalReader.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal's file, and what is wrong with it. One thread appends; another one may force and compact beside it. When
 * something is done is its caller's affair.
 */
final class JournalKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalKeeper.class);

    /**
     * A write goes into the system's memory, which takes less than a millisecond; on a disk that is well and has very
     * much to do, or forces just then, a second or two. A receipt is told after five.
     */
    static final Duration HANGS_AFTER = Duration.ofSeconds(3);

    private record Waiting(CompletableFuture<Void> written, long sinceNanos) {}

    /** A record, who waits for it to be there, and its words, where they are found already. */
    record Pending(JournalRecord record, CompletableFuture<Void> written, Optional<Line> worded) {

        Pending(JournalRecord record) {
            this(record, new CompletableFuture<>());
        }

        Pending(JournalRecord record, CompletableFuture<Void> written) {
            this(record, written, Optional.empty());
        }

        /** @throws IllegalArgumentException if it has too many words for ever */
        Line line() {
            return worded.orElseGet(() -> new Line(record));
        }

        /** Finds its words on the caller's thread. One that has none is refused later, as any other. */
        Pending wordedNow() {
            try {
                return new Pending(record, written, Optional.of(line()));
            } catch (RuntimeException e) {
                return this;
            }
        }
    }

    private final Path path;
    private final JournalFile file;
    private final LongSupplier nanos;
    /** The oldest first, as nearly as those who bring them come one after the other. */
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

    private volatile String damage = "";
    private volatile String failure = "";

    /** Tells what is wrong with what was found, and puts a file that is damaged aside, with a new one in its place. */
    JournalKeeper(Path path, JournalFile file, Found found) {
        this(path, file, found, System::nanoTime);
    }

    /** @param nanos the monotonic clock */
    JournalKeeper(Path path, JournalFile file, Found found, LongSupplier nanos) {
        this.path = path;
        this.file = file;
        this.nanos = nanos;
        if (found.cutOffLine() > 0) {
            LOG.warn("journal's last record was cut off and is dropped file={} line={}", path, found.cutOffLine());
        }
        if (found.damagedLine() > 0) {
            damaged("line %d of the journal %s is damaged; what can be read is used, and the file kept as %s.damaged-…"
                    .formatted(found.damagedLine(), path, path.getFileName()));
        }
        found.failure()
                .ifPresent(e -> damaged("the journal %s cannot be read to its end: %s; what could be read is used"
                        .formatted(path, e.getMessage())));
        file.findReasonOfNoFile().ifPresent(e -> failed("cannot be opened", e));
        if (found.damagedLine() > 0 && file.hasFile()) {
            compact();
        }
    }

    /** Whether there is a file at all. */
    boolean hasFile() {
        return file.hasFile();
    }

    /**
     * It is about to be appended. A disk that hangs says nothing, so what is not there after a second is trouble too.
     */
    void expect(Pending pending) {
        forgetWritten();
        waiting.add(new Waiting(pending.written(), nanos.getAsLong()));
    }

    private void forgetWritten() {
        for (var oldest = waiting.peek(); oldest != null && oldest.written().isDone(); oldest = waiting.peek()) {
            waiting.remove(oldest);
        }
    }

    void append(Pending pending) {
        append(List.of(pending));
    }

    /** By one write, where the disk takes it. */
    void append(List<Pending> pending) {
        var lines = new LinkedHashMap<Line, CompletableFuture<Void>>();
        for (Pending one : pending) {
            try {
                lines.put(one.line(), one.written());
            } catch (RuntimeException e) {
                damaged("a record could not be put into the journal %s: %s".formatted(path, e.getMessage()));
                one.written().completeExceptionally(e);
            }
        }
        try {
            file.append(List.copyOf(lines.keySet()));
            recoveredFromFailure();
            lines.values().forEach(written -> written.complete(null));
        } catch (IOException e) {
            lines.forEach(this::appendAlone);
        }
    }

    private void appendAlone(Line line, CompletableFuture<Void> written) {
        try {
            file.appendAlone(line);
            recoveredFromFailure();
            written.complete(null);
        } catch (IOException e) {
            failed("cannot be written", e);
            written.completeExceptionally(e);
        }
    }

    void force() {
        try {
            file.force();
        } catch (IOException e) {
            file.oweAll();
            failed("cannot be forced to the disk", e);
        }
    }

    private void compact() {
        try {
            file.compact();
            recoveredFromFailure();
        } catch (IOException e) {
            failed(file.hasFile() ? "cannot be written anew, the old file goes on" : "cannot be opened", e);
        }
    }

    /** It was not even tried, and is in no later file either. */
    void refuse(Pending pending, String why) {
        damaged("a record could not be put into the journal %s: %s".formatted(path, why));
        pending.written().completeExceptionally(new IOException(why));
    }

    /** What of them is there is not known: all is owed. */
    void appendFailed(List<Pending> pending, RuntimeException e) {
        diskFailed(e);
        pending.forEach(one -> one.written().completeExceptionally(e));
    }

    /** By a defect of ours, or of what is between us and the disk. */
    void diskFailed(RuntimeException e) {
        file.oweAll();
        failed("cannot be kept", e);
    }

    private void damaged(String words) {
        if (!words.equals(damage)) {
            LOG.error("journal is damaged reason={}", words);
        }
        damage = words;
    }

    private void failed(String what, Exception e) {
        if (failure.isEmpty()) {
            LOG.error("journal {} file={} reason={}", what, path, e.toString());
        }
        failure = "the journal %s %s: %s".formatted(path, what, e.getMessage());
    }

    private void recoveredFromFailure() {
        if (!failure.isEmpty() && file.isComplete()) {
            LOG.info("journal is whole again file={}", path);
            failure = "";
        }
    }

    void compactIfDue() {
        if (file.isCompactionDue()) {
            compact();
        }
    }

    /** In words; empty while all is well. */
    String trouble() {
        var delay = delay();
        if (failure.isEmpty() && delay.isEmpty() && damage.isEmpty()) {
            return "";
        }
        return Stream.of(failure, delay, damage)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** Asks no lock: whoever appends may hold it for as long as the disk hangs. */
    private String delay() {
        forgetWritten();
        var oldest = waiting.peek();
        return oldest != null && nanos.getAsLong() - oldest.sinceNanos() > HANGS_AFTER.toNanos()
                ? "the disk has not taken what was to be written into the journal %s for more than %d s"
                        .formatted(path, HANGS_AFTER.toSeconds())
                : "";
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            failed("cannot be closed", e);
        }
    }
}
