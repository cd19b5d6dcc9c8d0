package io.dbcpool.watcher.receipt;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.receipts.ReceiptFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the host's receipts are kept for good: in files that an operator can copy, and that prove themselves without
 * Kafka and without this program. A thread of its own puts them there, when the journal has them; what the disk refuses
 * is tried again with the next one, and by the next watcher, from the journal.
 */
final class FileShelf implements ReceiptShelf {

    private static final Logger LOG = LoggerFactory.getLogger(FileShelf.class);

    /** As many as the journal keeps: what comes after a disk that refuses for longer is in the topic. */
    private static final int WAITING = 100;

    private static final int LOOKED_AT = 2 * WAITING;

    private static final String HASH = "\"hash\":\"";

    private final ReceiptFolder folder;
    private final List<VacateCompleted> written;
    private final Queue<VacateCompleted> arrived = new ConcurrentLinkedQueue<>();
    private final Deque<VacateCompleted> waiting = new ArrayDeque<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        var writer = new Thread(task, "receipts");
        writer.setDaemon(true);
        return writer;
    });

    private FileShelf(ReceiptFolder folder, List<VacateCompleted> written) {
        this.folder = folder;
        this.written = List.copyOf(written);
    }

    /**
     * Of all that is on the shelf only the end is read: what the journal has was put there last, if it was, and in that
     * order. A watcher that comes up in the midst of a vacate has no time for the receipts of years, nor to read those
     * again that it knows from its journal.
     *
     * @param journalled what the journal has; those that are not on the shelf, for want of time or disk, are added
     */
    static FileShelf open(Path folder, List<VacateCompleted> journalled) {
        var files = new ReceiptFolder(folder);
        var unfound = new LinkedHashMap<String, VacateCompleted>();
        journalled.forEach(receipt -> unfound.put(receipt.hash(), receipt));
        var written = new ArrayDeque<VacateCompleted>();
        try {
            for (String line : files.lastLines(LOOKED_AT)) {
                findHash(line)
                        .flatMap(hash -> Optional.ofNullable(unfound.get(hash)))
                        .or(() -> find(line))
                        .ifPresent(receipt -> {
                            unfound.remove(receipt.hash());
                            written.add(receipt);
                        });
                if (written.size() > WAITING) {
                    written.remove();
                }
            }
        } catch (IOException e) {
            LOG.error("receipts cannot be read folder={} reason={}", folder, e.toString());
        }
        var missing = List.copyOf(unfound.values());
        written.addAll(missing);
        var shelf = new FileShelf(files, List.copyOf(written));
        missing.forEach(shelf::add);
        return shelf;
    }

    /**
     * Of a line that is whole and that this program wrote, without reading all of it: of a receipt, its own hash is the
     * last that it holds.
     */
    private static Optional<String> findHash(String line) {
        int from = line.lastIndexOf(HASH) + HASH.length();
        int to = line.indexOf('"', from);
        return from < HASH.length() || to < 0 || !line.endsWith("}")
                ? Optional.empty()
                : Optional.of(line.substring(from, to));
    }

    @Override
    public List<VacateCompleted> written() {
        return written;
    }

    @Override
    public void add(VacateCompleted receipt) {
        if (!thread.isShutdown()) {
            arrived.add(receipt);
            thread.execute(this::write);
        }
    }

    /** All that has come meanwhile goes to the disk together. */
    private void write() {
        for (var next = arrived.poll(); next != null; next = arrived.poll()) {
            waiting.add(next);
        }
        try {
            while (!waiting.isEmpty()) {
                for (int added = folder.append(List.copyOf(waiting)); added > 0; added--) {
                    waiting.remove();
                }
            }
        } catch (IOException e) {
            while (waiting.size() > WAITING) {
                waiting.remove();
            }
            LOG.error(
                    "receipts wait for the disk folder={} waiting={} reason={}",
                    folder.path(),
                    waiting.size(),
                    e.toString());
        }
    }

    private static Optional<VacateCompleted> find(String line) {
        try {
            return Optional.of(EventCodec.json().readValue(line, VacateCompleted.class));
        } catch (JsonProcessingException e) {
            LOG.warn("a receipt cannot be read, it stays where it is reason={}", e.getOriginalMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.warn("receipts were not written in time; the next watcher takes them from the journal");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
