package io.dbcpool.bus.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
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

    private static final String PACKS = "packs";
    /** Where an older program wrote each entry by itself. */
    private static final String ENTRIES = "outbox";

    private static final String TOTALS = "totals";
    private static final String RECORDS = "records";
    private static final String BYTES = "bytes";

    /** Of pages that were read. They are read once, from the front on; MVStore's own 16 MiB are for a database. */
    private static final int CACHE_MEBIBYTES = 2;

    /** Two blocks of 4 KiB, which a store has before anything is written to it. */
    private static final long HEADERS_BYTES = 2 * 4096;

    private final MVStore store;
    /** By the position of the first entry that a pack had when it was written. */
    private final MVMap<Long, byte[]> packs;

    private final MVMap<String, Long> totals;
    private final AtomicLong records;
    private final AtomicLong bytes;

    private OutboxFile(MVStore store) {
        this.store = store;
        this.packs = store.openMap(
                PACKS,
                new MVMap.Builder<Long, byte[]>()
                        .keyType(LongDataType.INSTANCE)
                        // As they are; what MVStore does of itself is to write and read them a byte at a time.
                        .valueType(ByteArrayDataType.INSTANCE));
        this.totals = store.openMap(TOTALS);
        this.records = new AtomicLong(totals.getOrDefault(RECORDS, 0L));
        this.bytes = new AtomicLong(totals.getOrDefault(BYTES, 0L));
        if (store.hasMap(ENTRIES)) {
            takeOver(store.openMap(ENTRIES));
        }
    }

    private void takeOver(MVMap<Long, byte[]> entries) {
        for (var cursor = entries.cursor(null); cursor.hasNext(); ) {
            long position = cursor.next();
            toPack(position, cursor.getValue()).ifPresent(this::put);
        }
        store.removeMap(entries);
        commit();
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
                .cacheSize(CACHE_MEBIBYTES)
                // Divided, it would have no room for a pack.
                .cacheConcurrency(1)
                .open();
        store.setVersionsToKeep(0);
        if (length > HEADERS_BYTES && !store.hasMap(PACKS) && !store.hasMap(ENTRIES)) {
            // Where no chunk is whole, MVStore begins anew without a word, and would write over what there is.
            store.closeImmediately();
            throw new MVStoreException(
                    DataUtils.ERROR_FILE_CORRUPT,
                    "wanted the map '%s' in %s of %d bytes, found none".formatted(PACKS, file, length));
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
        EntryPack.all(entries).forEach(this::put);
        commit();
        store.sync();
    }

    private void put(EntryPack pack) {
        packs.put(pack.firstPosition(), pack.bytes());
        records.addAndGet(pack.count());
        bytes.addAndGet(pack.bytes().length);
    }

    /** Not synced: what comes back after a loss of power is sent once more, with the same {@code ce_id}. */
    @Override
    public void remove(Collection<Long> positions) {
        var gone = new TreeSet<>(positions);
        while (!gone.isEmpty()) {
            long first = gone.first();
            var key = packs.floorKey(first);
            long end = key == null ? first : Math.max(first, removeFrom(key, gone));
            gone.headSet(end, true).clear();
        }
        commit();
    }

    /** @return the last position that the pack had */
    private long removeFrom(long key, Set<Long> gone) {
        var found = readPack(key);
        if (found.isEmpty()) {
            return key;
        }
        var pack = found.get();
        var left = pack.without(gone::contains);
        if (left.isEmpty()) {
            packs.remove(key);
        } else if (left.get().count() < pack.count()) {
            packs.put(key, left.get().bytes());
        }
        records.addAndGet(left.map(EntryPack::count).orElse(0) - pack.count());
        bytes.addAndGet(left.map(some -> some.bytes().length).orElse(0) - pack.bytes().length);
        return pack.lastPosition();
    }

    private void commit() {
        totals.put(RECORDS, records.get());
        totals.put(BYTES, bytes.get());
        store.commit();
    }

    @Override
    public List<OutboxEntry> readAfter(long position, int limit, LongPredicate wanted) {
        var entries = new ArrayList<OutboxEntry>();
        var first = packs.floorKey(position);
        if (first == null) {
            first = packs.firstKey();
        }
        if (first == null) {
            return entries;
        }
        // All of one version: what is removed meanwhile is gone for the next who reads.
        var cursor = packs.cursor(first);
        while (entries.size() < limit && cursor.hasNext()) {
            long key = cursor.next();
            var pack = toPack(key, cursor.getValue());
            int unreadable = pack.isPresent() ? pack.get().addTo(entries, position, limit, wanted) : 0;
            if (unreadable > 0) {
                LOG.error("outbox holds entries that cannot be read, they stay there position={}", key);
            }
        }
        return entries;
    }

    private Optional<EntryPack> readPack(long key) {
        byte[] bytes = packs.get(key);
        return bytes == null ? Optional.empty() : toPack(key, bytes);
    }

    private static Optional<EntryPack> toPack(long key, byte[] bytes) {
        var pack = EntryPack.read(key, bytes);
        if (pack.isEmpty()) {
            LOG.error("outbox holds entries that cannot be read, they stay there position={}", key);
        }
        return pack;
    }

    /** 0 before every position of ours. */
    @Override
    public long lastPosition() {
        var last = packs.lastKey();
        return last == null ? 0 : readPack(last).map(EntryPack::lastPosition).orElse(last);
    }

    @Override
    public long records() {
        return records.get();
    }

    /** Of the entries; at most, where an older program wrote some of them. */
    @Override
    public long bytes() {
        return records.get() == 0 ? 0 : Math.max(0, bytes.get());
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
