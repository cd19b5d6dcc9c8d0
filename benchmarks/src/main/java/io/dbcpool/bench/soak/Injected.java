package io.dbcpool.bench.soak;

import java.time.Instant;

/** @param until when what it hit was whole again */
record Injected(Fault fault, Instant from, Instant until) {

    boolean overlaps(Instant begin, Instant end) {
        return from.isBefore(end) && until.isAfter(begin);
    }
}
