package io.dbcpool.bus.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox's file, an H2 MVStore. Written by one thread, read by any. Every method may throw
 * {@link MVStoreException}; after that only {@link #abandon} makes sense.
 */
final class OutboxFile implements OutboxDisk {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxFile.class);

    private static final DateTimeFormatter SUFFIX =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);

    /**
     * What a file says that is no store, or no longer one. A file that is locked, or a full disk, is not among them.
     */
    private static final Set<Integer> CORRUPT = Set.of(
            DataUtils.ERROR_READING_FAILED,
            DataUtils.ERROR_INTERNAL,
            DataUtils.ERROR_UNSUPPORTED_FORMAT,
            DataUtils.ERROR_FILE_CORRUPT,
            DataUtils.ERROR_SERIALIZATION,
            DataUtils.ERROR_CHUNK_NOT_FOUND,
            DataUtils.ERROR_BLOCK_NOT_FOUND);

    private static final String MAP = "outbox";
    /** Two blocks of 4 KiB, which a store has before anything is written to it. */
    private static final long HEADERS_BYTES = 2 * 4096;

    private final MVStore store;
    private final MVMap<Long, byte[]> map;
    private final AtomicLong bytes;

    private OutboxFile(MVStore store) {
        this.store = store;
        this.map = store.openMap(MAP);
        this.bytes = new AtomicLong(map.isEmpty() ? 0 : store.getFileStore().size());
    }

    static Place at(Path file) {
        return new AtPath(file);
    }

    private record AtPath(Path file) implements Place {

        @Override
        public OutboxDisk open() throws IOException {
            return OutboxFile.open(file);
        }

        @Override
        public boolean isCorrupt(RuntimeException failure) {
            return OutboxFile.isCorrupt(failure);
        }

        @Override
        public String moveAside(Instant at) throws IOException {
            return OutboxFile.moveAside(file, at).toString();
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** @throws IOException if the folder cannot be made */
    static OutboxFile open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        long length = Files.exists(file) ? Files.size(file) : 0;
        var store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .open();
        store.setVersionsToKeep(0);
        if (length > HEADERS_BYTES && !store.hasMap(MAP)) {
            // Where no chunk is whole, MVStore begins anew without a word, and would write over what there is.
            store.closeImmediately();
            throw new MVStoreException(
                    DataUtils.ERROR_FILE_CORRUPT,
                    "wanted the map '%s' in %s of %d bytes, found none".formatted(MAP, file, length));
        }
        return new OutboxFile(store);
    }

    static boolean isCorrupt(RuntimeException e) {
        return e instanceof MVStoreException failure && CORRUPT.contains(failure.getErrorCode());
    }

    /** Moves a file that cannot be read out of the way, for a person to look at. */
    static Path moveAside(Path file, Instant at) throws IOException {
        return Files.move(file, file.resolveSibling(file.getFileName() + ".corrupt-" + SUFFIX.format(at)));
    }

    /** Returns when the entries are on the disk itself, so that they survive a loss of power too. */
    @Override
    public void write(List<OutboxEntry> entries) {
        for (OutboxEntry entry : entries) {
            byte[] written = EntryFormat.write(entry);
            map.put(entry.position(), written);
            bytes.addAndGet(written.length);
        }
        store.commit();
        store.sync();
    }

    /** Not synced: what comes back after a loss of power is sent once more, with the same {@code ce_id}. */
    @Override
    public void remove(Collection<Long> positions) {
        for (long position : positions) {
            byte[] removed = map.remove(position);
            bytes.addAndGet(removed == null ? 0 : -removed.length);
        }
        store.commit();
    }

    @Override
    public List<OutboxEntry> readAfter(long position, int limit, LongPredicate wanted) {
        var entries = new ArrayList<OutboxEntry>();
        var next = map.higherKey(position);
        if (next == null) {
            return entries;
        }
        Iterator<Long> positions = map.keyIterator(next);
        while (entries.size() < limit && positions.hasNext()) {
            long at = positions.next();
            if (wanted.test(at)) {
                read(at).ifPresent(entries::add);
            }
        }
        return entries;
    }

    private Optional<OutboxEntry> read(long position) {
        byte[] bytes = map.get(position);
        if (bytes == null) {
            return Optional.empty();
        }
        var entry = EntryFormat.read(position, bytes);
        if (entry.isEmpty()) {
            LOG.error("outbox holds an entry that cannot be read, it stays there position={}", position);
        }
        return entry;
    }

    /** 0 before every position of ours. */
    @Override
    public long lastPosition() {
        var last = map.lastKey();
        return last == null ? 0 : last;
    }

    @Override
    public long records() {
        return map.sizeAsLong();
    }

    /** Of the entries; at most, where an earlier process wrote some of them. */
    @Override
    public long bytes() {
        return map.isEmpty() ? 0 : Math.max(0, bytes.get());
    }

    /** Without compacting: the file is small when all is sent, and a service that stops has no time for it. */
    @Override
    public void close() {
        store.close();
    }

    /** Closes without writing anything more. */
    @Override
    public void abandon() {
        store.closeImmediately();
    }
}
