package io.dbcpool.bench.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The seconds of a soak, over all its runs; between them no time goes by. */
record Timeline(List<Run> runs) {

    /** @param fromSeconds what the runs before it came to */
    record Run(Instant begunAt, double fromSeconds) {}

    Timeline {
        runs = List.copyOf(runs);
    }

    double secondsAt(Instant at) {
        return runs.stream()
                .filter(run -> !run.begunAt().isAfter(at))
                .reduce((before, run) -> run)
                .map(run ->
                        run.fromSeconds() + Duration.between(run.begunAt(), at).toNanos() / 1e9)
                .orElse(0.0);
    }
}
