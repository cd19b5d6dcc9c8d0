package io.dbcpool.watcher.guard;

import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.vacate.Moment;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop: one thread takes observations from a queue in the order they came, lets the machine they are about decide,
 * and hands what it decided to {@link Effects}, which never make it wait.
 */
public final class Guard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    /** How exactly a step of the ladder is kept while one is under way, and how often the rest is looked at. */
    private static final long VACATING_MILLIS = 5;

    private static final long IDLE_MILLIS = 500;

    private static final int GUARD_FAILED = 70;

    private record About(MachineId machineId, Observation observation) {}

    private final Map<MachineId, GuardedMachine> machines = new TreeMap<>();
    private final Map<MachineId, MachineView> views = new ConcurrentHashMap<>();
    private final Set<MachineId> free = ConcurrentHashMap.newKeySet();
    private final LinkedBlockingQueue<About> queue = new LinkedBlockingQueue<>();
    private final AfterTheAct afterTheAct = new AfterTheAct();
    private final Effects effects;
    private final HostClock clock;
    private final Thread thread = new Thread(this::runOrHalt, "guard");
    private long allTickedAt;
    private volatile long turnedAt;
    private volatile boolean closed;

    Guard(Collection<GuardedMachine> guarded, Effects effects, HostClock clock) {
        guarded.forEach(machine -> machines.put(machine.machine().id(), machine));
        this.effects = effects;
        this.clock = clock;
        allTickedAt = nowNanos();
        turnedAt = allTickedAt;
    }

    void start() {
        thread.start();
    }

    /** For a loop that another turns: nothing here starts a thread then, and nothing is shown. */
    void begin() {
        machines.values().forEach(machine -> carryOut(machine, machine.start(now())));
    }

    /** Takes up what is there, and lets time pass for every machine that is due. */
    void turnNow() {
        do {
            turn(queue.poll());
        } while (!queue.isEmpty());
    }

    /** Whether something waits to be taken up. */
    boolean hasNews() {
        return !queue.isEmpty();
    }

    /** For whoever turns the loop, and for no other. */
    MachineView look(MachineId machineId) {
        var machine = machines.get(machineId);
        if (machine == null) {
            throw new IllegalArgumentException("no machine " + machineId);
        }
        return machine.view(now(), effects.findLastReceipt(machineId));
    }

    /** For whoever turns the loop, and for no other. */
    boolean isRented(MachineId machineId) {
        var machine = machines.get(machineId);
        return machine != null && machine.isRented();
    }

    /** Whether a machine is believed free at this moment. May be called from any thread. */
    boolean isFree(MachineId machineId) {
        return free.contains(machineId);
    }

    /** Whether a step of a ladder may be due at any moment. */
    boolean isBusy() {
        return machines.values().stream().anyMatch(GuardedMachine::isVacating) || afterTheAct.isHolding();
    }

    /** Takes an observation up. May be called from any thread, and returns at once. */
    public void observe(MachineId machineId, Observation observation) {
        queue.add(new About(machineId, observation));
    }

    /** What is known of each machine, in the order of their ids. */
    public List<MachineView> list() {
        return views.values().stream()
                .sorted((a, b) -> a.machineId().compareTo(b.machineId()))
                .toList();
    }

    public Optional<MachineView> find(MachineId machineId) {
        return Optional.ofNullable(views.get(machineId));
    }

    /** How long ago the loop last turned: it does so at least twice a second. */
    public Duration sinceLastTurn() {
        return Duration.ofNanos(nowNanos() - turnedAt);
    }

    /**
     * A guard without this thread looks well and guards nothing, so the process ends with it; whoever runs it starts it
     * again, and it goes on where it was.
     */
    @SuppressWarnings("CatchingUnchecked")
    private void runOrHalt() {
        try {
            run();
        } catch (Throwable e) {
            LOG.error("the guard's thread failed, the process ends so that it is started again", e);
            Runtime.getRuntime().halt(GUARD_FAILED);
        }
    }

    private void run() {
        begin();
        while (!closed) {
            try {
                turn(queue.poll(isBusy() ? VACATING_MILLIS : IDLE_MILLIS, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                break;
            }
        }
        afterTheAct.release();
    }

    private void turn(@Nullable About about) {
        if (about != null && machines.containsKey(about.machineId())) {
            take(machines.get(about.machineId()), about.observation());
        }
        if (about != null && about.observation() instanceof Observation.Applied) {
            afterTheAct.release();
        } else {
            afterTheAct.releaseIfDue(nowNanos());
        }
        turnedAt = nowNanos();
        boolean all = turnedAt - allTickedAt >= TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS);
        if (all) {
            allTickedAt = turnedAt;
        }
        if (about == null || queue.isEmpty() || all) {
            machines.values().forEach(machine -> {
                if (machine.isVacating() || all) {
                    take(machine, new Observation.Tick());
                }
            });
        }
    }

    /** A defect in one machine's rules must not leave the others without a guard. */
    private void take(GuardedMachine machine, Observation observation) {
        try {
            carryOut(machine, machine.on(observation, now()));
        } catch (RuntimeException e) {
            LOG.error("observation failed machineId={}", machine.machine().id(), e);
        }
    }

    private void carryOut(GuardedMachine machine, List<Effect> decided) {
        decided.stream().filter(Effect::isUrgent).forEach(effect -> carryOut(machine, effect));
        boolean acts = decided.stream().anyMatch(Effect.Apply.class::isInstance);
        for (Effect effect : decided) {
            if (!effect.isUrgent() && acts) {
                afterTheAct.hold(() -> carryOut(machine, effect), nowNanos());
            } else if (!effect.isUrgent()) {
                afterTheAct.tell(() -> carryOut(machine, effect));
            }
        }
        show(machine);
    }

    /** What cannot be told or written must not keep a domain from being stopped. */
    private void carryOut(GuardedMachine machine, Effect effect) {
        try {
            effects.carryOut(machine.machine(), machine.allowList(), effect);
        } catch (RuntimeException e) {
            LOG.error(
                    "effect failed machineId={} effect={}",
                    machine.machine().id(),
                    effect.getClass().getSimpleName(),
                    e);
        }
    }

    private void show(GuardedMachine machine) {
        var id = machine.machine().id();
        if (machine.isFree()) {
            free.add(id);
        } else {
            free.remove(id);
        }
        if (thread.isAlive()) {
            views.put(id, machine.view(now(), effects.findLastReceipt(id)));
        }
    }

    private Moment now() {
        return clock.now();
    }

    private long nowNanos() {
        return now().monotonic().nanos();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
