package io.dbcpool.endtoend.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Plays rounds of faults, several cells beside each other, until each fault was played often enough or the time is up.
 * What was played before, by the same program, is not played again. No host has two watchers that start at once, so no
 * two cells have: a start has the machine to itself, but for what the other cell's running parts take.
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

    private static final int AGAIN_AT_MOST = 2;

    private final Path folder;
    private final Results results;
    private final Consumer<String> told;
    private final long endsAtNanos;
    private final Semaphore starts = new Semaphore(1);
    private final List<String> unsoundHistories = new CopyOnWriteArrayList<>();

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
    public void play(List<Fault> faults, Plan plan) throws IOException, InterruptedException, ExecutionException {
        ReferenceStart.measureBest();
        var rounds = new ArrayDeque<Fault>();
        for (int round = 0; round < plan.rounds(); round++) {
            for (Fault fault : faults) {
                if (results.countFit(fault) <= (long) round * plan.domains()) {
                    rounds.add(fault);
                }
            }
        }
        var threads = Executors.newFixedThreadPool(plan.cells());
        try {
            var workers = new ArrayList<Future<?>>();
            var queue = new Rounds(rounds, new HashMap<>(), starts);
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

    /** Of each cell whose topics break the pool's invariants: what was played in it, and what is wrong. */
    public List<String> unsoundHistories() {
        return List.copyOf(unsoundHistories);
    }

    private void close(Cell cell) {
        try (cell) {
            cell.findUnsoundHistory().ifPresent(unsound -> {
                told.accept("WRONG: " + unsound);
                unsoundHistories.add(unsound);
            });
        }
    }

    private record Rounds(Deque<Fault> queue, Map<Fault, Integer> again, Semaphore starts) {

        /** A round in which a watcher starts comes with {@link #starts}, which is to be given back after it. */
        Optional<Fault> next() throws InterruptedException {
            var next = nextThatMayBegin();
            if (next.isPresent()) {
                return next;
            }
            starts.acquire();
            var waited = poll();
            if (waited.filter(Fault::startsAWatcher).isEmpty()) {
                starts.release();
            }
            return waited;
        }

        private synchronized Optional<Fault> nextThatMayBegin() {
            var next = queue.stream()
                    .filter(fault -> !fault.startsAWatcher() || starts.tryAcquire())
                    .findFirst();
            next.ifPresent(queue::remove);
            return next;
        }

        private synchronized Optional<Fault> poll() {
            return Optional.ofNullable(queue.poll());
        }

        synchronized void playAgain(Fault fault) {
            if (again.merge(fault, 1, Integer::sum) <= AGAIN_AT_MOST) {
                queue.add(fault);
            }
        }
    }

    private Void work(Rounds rounds, Plan plan) throws IOException, InterruptedException {
        var cells = new ArrayList<Cell>();
        try {
            while (System.nanoTime() - endsAtNanos < 0) {
                var next = rounds.next();
                if (next.isEmpty()) {
                    break;
                }
                if (!cells.isEmpty() && cells.get(0).machinesLeft() < plan.domains()) {
                    close(cells.remove(0));
                }
                if (!play(next.get(), plan.domains(), cells, rounds)) {
                    cells.forEach(Cell::close);
                    cells.clear();
                }
            }
            cells.forEach(this::close);
            cells.clear();
        } finally {
            cells.forEach(Cell::close);
        }
        return null;
    }

    private Cell start(Path place, Fault first) throws Exception {
        if (first.startsAWatcher()) {
            return Cell.start(place);
        }
        starts.acquire();
        try {
            return Cell.start(place);
        } finally {
            starts.release();
        }
    }

    /** @return whether the cell is fit for another round */
    private boolean play(Fault fault, int domains, List<Cell> cells, Rounds rounds) throws IOException {
        Path place = folder;
        try {
            if (cells.isEmpty()) {
                place = Files.createTempDirectory(Files.createDirectories(folder), "cell-");
                cells.add(start(place, fault));
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
            if (round.stream().anyMatch(Measured::isOfAnUnfitMachine)) {
                told.accept("the machine was not fit for '%s'".formatted(fault.label()));
                rounds.playAgain(fault);
            }
            return true;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            told.accept("a round of '%s' could not be played in %s: %s".formatted(fault.label(), place, e));
            results.add(Collections.nCopies(
                    domains,
                    new Measured(fault.label(), 0, "none", "none", -1, 0, 0, 0, 0, "could not be played: " + e)));
            return false;
        } finally {
            if (fault.startsAWatcher()) {
                starts.release();
            }
        }
    }
}
