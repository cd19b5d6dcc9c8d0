package io.dbcpool.bus.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps records for as long as the process lives: where there is no disk, and in front of one that may be slow. */
public final class MemoryOutbox implements Outbox {

    private final TreeMap<Long, OutboxEntry> entries = new TreeMap<>();
    private long nextPosition;
    private long bytes;

    public MemoryOutbox() {
        this(0);
    }

    MemoryOutbox(long firstPosition) {
        this.nextPosition = firstPosition;
    }

    @Override
    public synchronized long append(OutgoingRecord record, Instant at) {
        long position = nextPosition++;
        entries.put(position, new OutboxEntry(position, at, record));
        bytes += record.sizeBytes();
        return position;
    }

    @Override
    public synchronized List<OutboxEntry> readAfter(long position, int limit) {
        return upTo(limit, entries.tailMap(position, false));
    }

    /** Not by a stream, which counts a part of a tree before it takes any of it. */
    static List<OutboxEntry> upTo(int limit, SortedMap<Long, OutboxEntry> entries) {
        var found = new ArrayList<OutboxEntry>();
        for (OutboxEntry entry : entries.values()) {
            if (found.size() >= limit) {
                break;
            }
            found.add(entry);
        }
        return found;
    }

    @Override
    public synchronized void remove(long position) {
        take(position);
    }

    /** Removes it, and says whether it was there. */
    synchronized boolean take(long position) {
        var removed = entries.remove(position);
        if (removed == null) {
            return false;
        }
        bytes -= removed.record().sizeBytes();
        return true;
    }

    /** Positions from now on are at least this. */
    synchronized void continueFrom(long position) {
        nextPosition = Math.max(nextPosition, position);
    }

    @Override
    public synchronized OutboxSize size() {
        return new OutboxSize(entries.size(), entries.size(), bytes);
    }

    @Override
    public synchronized Optional<Instant> oldest() {
        return Optional.ofNullable(entries.firstEntry())
                .map(first -> first.getValue().appendedAt());
    }

    @Override
    public void close() {}
}
