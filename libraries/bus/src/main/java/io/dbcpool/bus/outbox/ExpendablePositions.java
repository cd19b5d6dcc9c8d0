package io.dbcpool.bus.outbox;

import java.util.OptionalLong;

/**
 * Where in an outbox the records are that may go when it is full, the oldest first. Knows those of this process only,
 * and at most {@value #MOST} of them: more never fit an outbox. Used by one thread at a time.
 */
public final class ExpendablePositions {

    static final int MOST = 1 << 20;
    private static final int FIRST_SIZE = 1 << 10;

    private long[] ring = new long[FIRST_SIZE];
    private int head;
    private int count;

    /** Positions come in rising order, as {@link Outbox#append} gives them. */
    public void add(long position) {
        if (count == ring.length) {
            makeRoom();
        }
        ring[(head + count++) & (ring.length - 1)] = position;
    }

    /** The oldest that is not before {@code front}, the first position that the outbox still has. It is forgotten. */
    public OptionalLong take(long front) {
        while (count > 0) {
            long position = ring[head];
            forgetOldest();
            if (position >= front) {
                return OptionalLong.of(position);
            }
        }
        return OptionalLong.empty();
    }

    /** The outbox is empty. */
    public void clear() {
        head = 0;
        count = 0;
    }

    private void makeRoom() {
        if (ring.length == MOST) {
            forgetOldest();
            return;
        }
        var wider = new long[ring.length * 2];
        for (int i = 0; i < count; i++) {
            wider[i] = ring[(head + i) & (ring.length - 1)];
        }
        ring = wider;
        head = 0;
    }

    private void forgetOldest() {
        head = (head + 1) & (ring.length - 1);
        count--;
    }
}
