package io.dbcpool.endtoend.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Plays rounds of faults, several cells beside each other, until each fault was played often enough or the time is up.
 * What was played before, by the same program, is not played again.
 */
public final class FaultMatrix {

    /**
     * How often each fault is played.
     *
     * @param rounds of one injection each
     * @param domains that are vacated at once in each round
     * @param cells how many rounds are played beside each other
     */
    public record Plan(int rounds, int domains, int cells) {

        public int vacates() {
            return rounds * domains;
        }
    }

    private final Path folder;
    private final Results results;
    private final Consumer<String> told;
    private final long endsAtNanos;

    /**
     * @param folder for all files of the cells
     * @param limit after which no round is begun any more
     */
    public FaultMatrix(Path folder, Results results, Duration limit, Consumer<String> told) {
        this.folder = folder;
        this.results = results;
        this.told = told;
        this.endsAtNanos = System.nanoTime() + limit.toNanos();
    }

    /** One round of each after the other, so that a run that is cut off has played all of them about as often. */
    public void play(List<Fault> faults, Plan plan) throws InterruptedException, ExecutionException {
        var rounds = new ArrayDeque<Fault>();
        for (int round = 0; round < plan.rounds(); round++) {
            for (Fault fault : faults) {
                if (results.of(fault).size() <= round * plan.domains()) {
                    rounds.add(fault);
                }
            }
        }
        var threads = Executors.newFixedThreadPool(plan.cells());
        try {
            var workers = new ArrayList<Future<?>>();
            var queue = new Rounds(rounds);
            for (int cell = 1; cell <= plan.cells(); cell++) {
                workers.add(threads.submit(() -> work(queue, plan)));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private record Rounds(Deque<Fault> queue) {
        synchronized Optional<Fault> next() {
            return Optional.ofNullable(queue.poll());
        }
    }

    private Void work(Rounds rounds, Plan plan) throws IOException {
        var cells = new ArrayList<Cell>();
        try {
            for (var next = rounds.next();
                    next.isPresent() && System.nanoTime() - endsAtNanos < 0;
                    next = rounds.next()) {
                var fault = next.get();
                if (!cells.isEmpty() && cells.get(0).machinesLeft() < plan.domains()) {
                    cells.remove(0).close();
                }
                if (!play(fault, plan.domains(), cells)) {
                    cells.forEach(Cell::close);
                    cells.clear();
                }
            }
        } finally {
            cells.forEach(Cell::close);
        }
        return null;
    }

    /** @return whether the cell is fit for another round */
    private boolean play(Fault fault, int domains, List<Cell> cells) throws IOException {
        Path place = folder;
        try {
            if (cells.isEmpty()) {
                place = Files.createTempDirectory(Files.createDirectories(folder), "cell-");
                cells.add(Cell.start(place));
            }
            var round = cells.get(0).play(fault, domains);
            results.add(round);
            round.forEach(one -> told.accept("%6d ms  %-8s %s  %s%s"
                    .formatted(
                            one.tookMillis(),
                            one.endedBy(),
                            one.outcome(),
                            one.fault(),
                            one.complaint().isEmpty() ? "" : "  WRONG: " + one.complaint())));
            return true;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            told.accept("a round of '%s' could not be played in %s: %s".formatted(fault.label(), place, e));
            results.add(Collections.nCopies(
                    domains, new Measured(fault.label(), 0, "none", "none", -1, 0, 0, "could not be played: " + e)));
            return false;
        }
    }
}
