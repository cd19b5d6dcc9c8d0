package io.dbcpool.watcher.simulation;

import io.dbcpool.bus.outbox.OutboxDisk;
import io.dbcpool.bus.outbox.OutboxEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** The outbox's file, which outlives the watcher. */
final class SimulatedOutboxDisk implements OutboxDisk.Place {

    private final TreeMap<Long, OutboxEntry> entries = new TreeMap<>();
    private boolean fails;
    private boolean hasFailed;

    void fails(boolean now) {
        fails = now;
        hasFailed |= now;
    }

    /** Whether it ever has: then what was told meanwhile may have overtaken what it kept. */
    boolean hasFailed() {
        return hasFailed;
    }

    @Override
    public OutboxDisk open() throws IOException {
        if (fails) {
            throw new IOException("No space left on device");
        }
        return new Opened();
    }

    @Override
    public boolean isCorrupt(RuntimeException failure) {
        return false;
    }

    @Override
    public String moveAside(Instant at) throws IOException {
        throw new IOException("nothing is corrupt");
    }

    private void require() {
        if (fails) {
            throw new UncheckedIOException(new IOException("Input/output error"));
        }
    }

    private final class Opened implements OutboxDisk {

        @Override
        public void write(List<OutboxEntry> more) {
            require();
            more.forEach(entry -> entries.put(entry.position(), entry));
        }

        @Override
        public void remove(Collection<Long> positions) {
            require();
            positions.forEach(entries::remove);
        }

        @Override
        public List<OutboxEntry> readAfter(long position, int limit, LongPredicate wanted) {
            require();
            var found = new ArrayList<OutboxEntry>();
            for (OutboxEntry entry : entries.tailMap(position, false).values()) {
                if (found.size() == limit) {
                    break;
                }
                if (wanted.test(entry.position())) {
                    found.add(entry);
                }
            }
            return found;
        }

        @Override
        public long lastPosition() {
            return entries.isEmpty() ? 0 : entries.lastKey();
        }

        @Override
        public long records() {
            return entries.size();
        }

        @Override
        public long bytes() {
            return entries.size() * 1_000L;
        }

        @Override
        public void close() {
            // there is nothing to close
        }

        @Override
        public void abandon() {
            // there is nothing to close
        }
    }
}
