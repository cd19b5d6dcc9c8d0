package io.dbcpool.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets contestants stop one domain in turn, so that whatever else the machine does meanwhile falls on all of them
 * alike.
 */
final class Rounds {

    /**
     * Before each word, at random: a contestant that looks at a clock must not always be met at the same tick of it.
     */
    private static final int LEAST_PAUSE_MICROS = 5_000;

    private static final int MOST_PAUSE_MICROS = 25_000;

    private final Scene scene;
    private final List<Contestant> contestants;
    private final Map<String, Map<String, List<Long>>> nanos = new TreeMap<>();

    Rounds(Scene scene, List<Contestant> contestants) {
        this.scene = scene;
        this.contestants = List.copyOf(contestants);
    }

    /** @param warmUp how many rounds of each go uncounted before */
    Rounds play(int warmUp, int rounds) {
        for (int round = 0; round < warmUp + rounds; round++) {
            for (Contestant contestant : contestants) {
                var took = play(contestant);
                if (round >= warmUp) {
                    took.forEach((moment, time) -> keep(moment, contestant, time));
                }
            }
        }
        return this;
    }

    private Map<String, Long> play(Contestant contestant) {
        scene.start();
        contestants.forEach(Contestant::awaitReady);
        LockSupport.parkNanos(1_000L * ThreadLocalRandom.current().nextInt(LEAST_PAUSE_MICROS, MOST_PAUSE_MICROS));
        scene.beforeTold();
        Instant told = Instant.now();
        contestant.tell();
        var took = new TreeMap<String, Long>();
        scene.awaitEnd()
                .forEach((moment, at) ->
                        took.put(moment, Duration.between(told, at).toNanos()));
        contestant.forget();
        return took;
    }

    private void keep(String moment, Contestant contestant, long time) {
        nanos.computeIfAbsent(moment, key -> new TreeMap<>())
                .computeIfAbsent(contestant.name(), key -> new ArrayList<>())
                .add(time);
    }

    Comparison.Row row(String moment, Contestant contestant) {
        return Comparison.Row.of(
                contestant.name(), nanos.getOrDefault(moment, Map.of()).getOrDefault(contestant.name(), List.of()));
    }
}
