package io.dbcpool.bench.soak;

import io.dbcpool.bench.soak.Judge.Judgement;
import java.util.List;

/**
 * What a soak came to, over all its runs.
 *
 * @param judgement of all rentals
 * @param violations what in all topics breaks the pool's invariants
 * @param excused those of vacates that the listener could not hear of, because a fault had taken it
 */
record Found(
        SoakFolder.Beginning beginning,
        Timeline timeline,
        double seconds,
        Judgement judgement,
        List<Injected> faults,
        List<Sampled> samples,
        List<String> violations,
        List<String> excused) {

    Found {
        faults = List.copyOf(faults);
        samples = List.copyOf(samples);
        violations = List.copyOf(violations);
        excused = List.copyOf(excused);
    }
}
