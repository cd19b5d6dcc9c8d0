package io.dbcpool.listener.hearing;

import io.dbcpool.broadcast.Verdict;
import io.dbcpool.broadcast.Verdict.Reason;
import io.dbcpool.broadcast.Verdict.Refused;
import io.dbcpool.broadcast.Verdict.Tested;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many datagrams were judged how. Every datagram counts, also those that no record tells of. */
public final class VerdictCounts {

    private final LongAdder accepted = new LongAdder();
    private final LongAdder tested = new LongAdder();
    private final Map<Reason, LongAdder> refused = new EnumMap<>(Reason.class);

    VerdictCounts() {
        for (Reason reason : Reason.values()) {
            refused.put(reason, new LongAdder());
        }
    }

    public long accepted() {
        return accepted.sum();
    }

    /** Test words, ours and others'. */
    public long tested() {
        return tested.sum();
    }

    public long refused(Reason reason) {
        var count = refused.get(reason);
        return count == null ? 0 : count.sum();
    }

    void add(Verdict verdict) {
        var count = verdict instanceof Refused found
                ? refused.get(found.reason())
                : verdict instanceof Tested ? tested : accepted;
        if (count != null) {
            count.increment();
        }
    }
}
