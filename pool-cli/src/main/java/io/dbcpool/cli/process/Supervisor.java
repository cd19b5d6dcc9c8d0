package io.dbcpool.cli.process;

import io.dbcpool.cli.ExitCode;
import io.dbcpool.cli.health.Announcements;
import io.dbcpool.cli.health.Readiness;
import io.dbcpool.cli.health.Readiness.NotReady;
import io.dbcpool.cli.process.RestartPolicy.Verdict.GiveUp;
import io.dbcpool.cli.process.RestartPolicy.Verdict.Restart;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Keeps processes running until it is told to stop, or one of them cannot use its configuration. One thread runs it;
 * {@link #stop} may come from any.
 */
public final class Supervisor {

    private static final Duration POLITE = Duration.ofSeconds(10);

    private sealed interface Event {
        record Died(Child child) implements Event {}

        record Looked(Map<String, Readiness> readiness) implements Event {}

        record Stop() implements Event {}

        record HoldDown(String name) implements Event {}

        record LetUp(String name) implements Event {}
    }

    /** One process, through its lives. */
    private static final class Slot {
        private final ProcessSpec spec;
        private int shortLives;
        private boolean heldDown;
        private long startAtNanos;
        private List<Child> running = List.of();

        private Slot(ProcessSpec spec, long startAtNanos) {
            this.spec = spec;
            this.startAtNanos = startAtNanos;
        }
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final long startedNanos = System.nanoTime();
    private final RunFiles runFiles;
    private final Path folder;
    private final Output output;
    private Announcements announcements;

    /**
     * @param specs in the order in which they start
     * @param folder where they start
     */
    public Supervisor(List<ProcessSpec> specs, Path folder, RunFiles runFiles, Output output, Duration patience) {
        specs.forEach(spec -> slots.put(spec.name(), new Slot(spec, startedNanos)));
        this.folder = folder;
        this.runFiles = runFiles;
        this.output = output;
        this.announcements = Announcements.nothingYet(patience);
    }

    /** @return the exit code for the shell */
    public int run() throws InterruptedException, IOException {
        try {
            Leftovers.end(runFiles, output);
            try (var look = new ReadinessLook(readyPages(), readiness -> events.add(new Event.Looked(readiness)))) {
                startDue();
                look.start();
                return loop();
            }
        } finally {
            endAll();
            output.say("pool stopped");
            ended.countDown();
        }
    }

    private int loop() throws InterruptedException, IOException {
        while (true) {
            var event = events.poll(nanosToNextStart(), TimeUnit.NANOSECONDS);
            if (event instanceof Event.Stop) {
                return ExitCode.GOOD;
            }
            if (event instanceof Event.Died died && !onDeath(died.child())) {
                return ExitCode.WRONG_USAGE;
            }
            if (event instanceof Event.Looked looked) {
                announce(looked.readiness());
            }
            if (event instanceof Event.HoldDown down) {
                slot(down.name()).heldDown = true;
                slot(down.name()).running.forEach(Child::kill);
            }
            if (event instanceof Event.LetUp up) {
                slot(up.name()).heldDown = false;
            }
            startDue();
        }
    }

    /** Asks it to end everything, and returns at once. */
    public void stop() {
        events.add(new Event.Stop());
    }

    /** Kills it by force, and does not start it again until it is let up: to show what its absence does. */
    public void holdDown(String name) {
        events.add(new Event.HoldDown(name));
    }

    public void letUp(String name) {
        events.add(new Event.LetUp(name));
    }

    public boolean awaitReady(Duration limit) throws InterruptedException {
        return ready.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether {@link #run} is through, and every process has ended, within the limit. */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Map<String, URI> readyPages() {
        var pages = new LinkedHashMap<String, URI>();
        slots.values().forEach(slot -> slot.spec.readyPage().ifPresent(page -> pages.put(slot.spec.name(), page)));
        return pages;
    }

    private void startDue() throws IOException {
        for (Slot slot : slots.values()) {
            if (!slot.heldDown && slot.running.isEmpty() && System.nanoTime() - slot.startAtNanos >= 0) {
                var child = Child.start(slot.spec, folder, output, dead -> events.add(new Event.Died(dead)));
                slot.running = List.of(child);
                var identity = ProcessIdentity.find(child.pid(), slot.spec.mark());
                if (identity.isPresent()) {
                    runFiles.write(slot.spec.name(), identity.get());
                }
            }
        }
    }

    private long nanosToNextStart() {
        long now = System.nanoTime();
        return slots.values().stream()
                .filter(slot -> !slot.heldDown && slot.running.isEmpty())
                .mapToLong(slot -> Math.max(0, slot.startAtNanos - now))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private Slot slot(String name) {
        var slot = slots.get(name);
        if (slot == null) {
            throw new IllegalStateException("no process has the name " + name);
        }
        return slot;
    }

    /** @return whether the pool goes on */
    private boolean onDeath(Child child) {
        var slot = slot(child.spec().name());
        slot.running = List.of();
        var lived = Duration.ofNanos(child.livedNanos());
        var verdict = RestartPolicy.onDeath(child.exitCode(), lived, slot.shortLives);
        String death = "pool: %s died after %.1f s, %s"
                .formatted(slot.spec.name(), lived.toMillis() / 1000.0, Death.describe(child.exitCode()));
        if (verdict instanceof GiveUp) {
            output.say(death + ": it cannot use its configuration, so the pool stops");
            return false;
        }
        if (slot.heldDown) {
            output.say(death + "; it is held down");
            return true;
        }
        var restart = (Restart) verdict;
        slot.shortLives = restart.shortLives();
        slot.startAtNanos = System.nanoTime() + restart.pause().toNanos();
        output.say(death
                + (restart.pause().isZero()
                        ? "; restarting it now"
                        : "; restarting it in %d ms".formatted(restart.pause().toMillis())));
        return true;
    }

    private void announce(Map<String, Readiness> readiness) {
        var now = new LinkedHashMap<>(readiness);
        slots.values().stream()
                .filter(slot -> slot.running.isEmpty())
                .forEach(slot -> now.replace(slot.spec.name(), new NotReady("it does not run")));
        var step = announcements.onReadiness(now, Duration.ofNanos(System.nanoTime() - startedNanos));
        announcements = step.next();
        step.line().ifPresent(output::say);
        if (announcements.isReady()) {
            ready.countDown();
        }
    }

    private void endAll() throws IOException, InterruptedException {
        var children = new ArrayList<Child>();
        slots.values().forEach(slot -> children.addAll(slot.running));
        end(children.stream().filter(child -> !child.spec().endsLast()).toList());
        end(children);
        for (String name : slots.keySet()) {
            runFiles.delete(name);
        }
    }

    private void end(List<Child> children) throws InterruptedException {
        children.forEach(Child::terminate);
        long giveUp = System.nanoTime() + POLITE.toNanos();
        for (Child child : children) {
            if (!child.awaitEnd(giveUp - System.nanoTime())) {
                output.say("pool: %s (process %d) did not end within %d s; killing it"
                        .formatted(child.spec().name(), child.pid(), POLITE.toSeconds()));
                child.kill();
                child.awaitEnd(POLITE.toNanos());
            }
        }
    }
}
