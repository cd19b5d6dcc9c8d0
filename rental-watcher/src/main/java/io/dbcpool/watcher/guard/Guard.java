package io.dbcpool.watcher.guard;

import io.dbcpool.events.VacateCompleted;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.guard.Effect.Apply;
import io.dbcpool.watcher.guard.Effect.LookForProcess;
import io.dbcpool.watcher.guard.Inbox.News;
import io.dbcpool.watcher.guard.Inbox.Told;
import io.dbcpool.watcher.vacate.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop: one thread takes from an {@link Inbox} all that was told of a machine, in the order in which it came, lets
 * the machine decide, and hands what it decided to {@link Effects}, which never make it wait. Where it is behind, what
 * happened is judged by when it was told of; only what the guard itself does is of now.
 */
public final class Guard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    /** How exactly a step of the ladder is kept while one is under way, and how often the rest is looked at. */
    private static final long VACATING_MILLIS = 5;

    private static final long IDLE_MILLIS = 500;

    /** How often it is looked for steps that are due while observations wait. */
    private static final long DUE_MILLIS = 50;

    /** Of very many machines what comes in is not held up by letting time pass for all of them. */
    private static final int TICKED_IN_TURN = 16;

    /**
     * Of a machine of which nothing is told only what is reckoned by the clock changes: it is shown every two seconds.
     */
    private static final int SHOWN_EACH_ROUNDS = 4;

    private static final int GUARD_FAILED = 70;

    /** What is shown waits for what has to be done: a view costs as much as a decision. */
    private static final int SHOWN_IN_TURN = 16;

    private static final long SHOWN_MILLIS = 100;

    /** @param dueNanos when a tick is due on the monotonic clock, before the one that every machine gets; or never */
    private record Vacated(GuardedMachine machine, OptionalLong dueNanos) {
        boolean isDue(long nanos) {
            return dueNanos.isPresent() && nanos - dueNanos.getAsLong() >= 0;
        }
    }

    private final Map<MachineId, GuardedMachine> machines = new LinkedHashMap<>();
    /** Those that are being vacated, with when time has something to do for them. */
    private final Map<MachineId, Vacated> vacating = new LinkedHashMap<>();

    private final Map<MachineId, GuardedMachine> unshown = new LinkedHashMap<>();
    private final Map<MachineId, MachineView> views = new ConcurrentHashMap<>();
    private final Set<MachineId> free = ConcurrentHashMap.newKeySet();
    private final AfterTheAct afterTheAct = new AfterTheAct();
    private final Backlog backlog = new Backlog();
    private final Effects effects;
    private final HostClock clock;
    private final Runnable toldFirst;
    private final Inbox inbox;
    private final Thread thread = new Thread(this::runOrHalt, "guard");
    private final CountDownLatch takenUp = new CountDownLatch(1);
    private final List<GuardedMachine> inOrder;
    private int ticked;
    private int round;
    private long tickedFromAt;
    private long dueFromAt;
    private long shownAt;
    private volatile long turnedAt;
    private volatile boolean closed;

    /** @param toldFirst tells of what was over before, in front of all that is told here */
    Guard(Collection<GuardedMachine> guarded, Effects effects, HostClock clock, Runnable toldFirst) {
        guarded.stream()
                .sorted(Comparator.comparing(machine -> machine.machine().id()))
                .forEach(machine -> machines.put(machine.machine().id(), machine));
        this.effects = effects;
        this.clock = clock;
        this.toldFirst = toldFirst;
        inbox = new Inbox(clock);
        inOrder = List.copyOf(machines.values());
        ticked = inOrder.size();
        tickedFromAt = nowNanos();
        turnedAt = tickedFromAt;
        dueFromAt = tickedFromAt;
        shownAt = tickedFromAt;
    }

    void start() {
        thread.start();
    }

    /** For a loop that another turns: nothing here starts a thread then, and nothing is shown. */
    void begin() {
        if (machines.values().stream().anyMatch(GuardedMachine::isVacating)) {
            afterTheAct.holdTheFirst(toldFirst, nowNanos());
        } else {
            toldFirst.run();
        }
        machines.values().forEach(this::begin);
    }

    /** What a watcher before this one has begun waits for its process to be found, and for nothing that only tells. */
    private void begin(GuardedMachine machine) {
        try {
            var decided = machine.start(now());
            decided.stream().filter(Guard::isFirst).forEach(effect -> carryOutNow(machine, effect));
            for (Effect effect : decided) {
                if (!isFirst(effect) && machine.isVacating()) {
                    afterTheAct.holdTheFirst(() -> carryOut(machine, effect), nowNanos());
                } else if (!isFirst(effect)) {
                    afterTheAct.tell(() -> carryOut(machine, effect));
                }
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "machine cannot be begun with machineId={}",
                    machine.machine().id(),
                    e);
        }
        keep(machine);
    }

    private static boolean isFirst(Effect effect) {
        return effect.isUrgent() || effect instanceof LookForProcess;
    }

    /**
     * Waits until what a watcher before this one has begun was gone on with, or was found to need nothing at once. What
     * else a process has to start competes with that for the processors.
     */
    void awaitTakenUp(Duration limit) {
        try {
            if (!takenUp.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("what was begun before is not gone on with after {} ms", limit.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes up what is there, and lets time pass for every machine that is due. */
    void turnNow() {
        do {
            turn(inbox.takeNow());
        } while (!inbox.isEmpty());
    }

    /** Whether something waits to be taken up. */
    boolean hasNews() {
        return !inbox.isEmpty();
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

    /** For whoever turns the loop, and for no other; what {@link #look} says of them, and nothing else. */
    List<VacateView> runningVacates(MachineId machineId) {
        var machine = machines.get(machineId);
        return machine == null ? List.of() : machine.runningVacates(now());
    }

    /** Whether a machine is believed free at this moment. May be called from any thread. */
    boolean isFree(MachineId machineId) {
        return free.contains(machineId);
    }

    /** Whether a step of a ladder may be due at any moment. */
    boolean isBusy() {
        return !vacating.isEmpty() || afterTheAct.isHolding() || backlog.isHolding();
    }

    /**
     * Takes an observation up, which was made just now: this moment counts, however late the loop comes to it. May be
     * called from any thread, and returns at once.
     */
    public void observe(MachineId machineId, Observation observation) {
        if (machines.containsKey(machineId)) {
            inbox.tell(machineId, observation);
        }
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
        unshown.putAll(machines);
        while (!closed) {
            try {
                if (!afterTheAct.isHolding()) {
                    takenUp.countDown();
                }
                turn(inbox.take(pauseMillis()));
            } catch (InterruptedException e) {
                break;
            }
        }
        afterTheAct.release();
        backlog.tellAll();
    }

    private void turn(Optional<News> news) {
        news.ifPresent(this::take);
        afterTheAct.releaseIfDue(nowNanos());
        turnedAt = nowNanos();
        tickSome();
        backlog.tellSome(inbox.size(), turnedAt);
        if (inbox.isEmpty() || turnedAt - dueFromAt >= TimeUnit.MILLISECONDS.toNanos(DUE_MILLIS)) {
            dueFromAt = turnedAt;
            passDue();
        }
        if (takenUp.getCount() == 0
                && (inbox.isEmpty() || turnedAt - shownAt >= TimeUnit.MILLISECONDS.toNanos(SHOWN_MILLIS))) {
            showSome();
        }
    }

    private void passDue() {
        if (vacating.isEmpty()) {
            return;
        }
        var due = new ArrayList<GuardedMachine>();
        for (Vacated vacated : vacating.values()) {
            if (vacated.isDue(turnedAt)) {
                due.add(vacated.machine());
            }
        }
        due.forEach(this::letTimePass);
    }

    /** Half a second after they were begun with, the machines are gone through anew, a few in each turn. */
    private void tickSome() {
        if (ticked == inOrder.size() && turnedAt - tickedFromAt >= TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS)) {
            tickedFromAt = turnedAt;
            ticked = 0;
            round++;
        }
        int some = inbox.size() < Backlog.MANY ? TICKED_IN_TURN : 1;
        for (int i = 0; i < some && ticked < inOrder.size(); i++) {
            var machine = inOrder.get(ticked++);
            letTimePass(machine);
            if (round % SHOWN_EACH_ROUNDS == 0 || hasNewReceipt(machine)) {
                showSoon(machine);
            }
        }
    }

    private long pauseMillis() {
        if (ticked < inOrder.size() || (takenUp.getCount() == 0 && !unshown.isEmpty()) || backlog.isHolding()) {
            return 0;
        }
        return isBusy() ? VACATING_MILLIS : IDLE_MILLIS;
    }

    /** What was told of it until now is taken up first: a deadline that was kept by then was kept. */
    private void letTimePass(GuardedMachine machine) {
        take(inbox.takeOf(machine.machine().id()));
    }

    /** Nothing is done to a domain before all is known that was told of it. */
    private void take(News news) {
        var machine = Objects.requireNonNull(machines.get(news.machineId()));
        boolean hasHappened = !news.told().isEmpty();
        var acts = new ArrayList<Apply>();
        for (Told told : news.told()) {
            var unused = decide(machine, () -> machine.take(told.observation(), told.heardAt(), news.until()), acts);
            if (told.observation() instanceof Observation.Applied) {
                afterTheAct.release();
            }
        }
        hasHappened |= decide(machine, () -> machine.pass(news.until()), acts);
        acts.forEach(act -> carryOutNow(machine, act));
        keep(machine);
        if (hasHappened || machine.isVacating()) {
            showSoon(machine);
        }
    }

    /**
     * A defect in one machine's rules must not leave the others without a guard.
     *
     * @param acts gets what is to be done to a domain
     * @return whether there was anything to do
     */
    private boolean decide(GuardedMachine machine, Supplier<List<Effect>> rule, List<Apply> acts) {
        try {
            var decided = rule.get();
            carryOut(machine, decided, acts);
            return !decided.isEmpty();
        } catch (RuntimeException e) {
            LOG.error("observation failed machineId={}", machine.machine().id(), e);
            return true;
        }
    }

    private void carryOut(GuardedMachine machine, List<Effect> decided, List<Apply> acts) {
        boolean hasActs = false;
        for (Effect effect : decided) {
            if (effect instanceof Apply act) {
                hasActs = acts.add(act);
            } else if (effect.isUrgent()) {
                carryOutNow(machine, effect);
            }
        }
        for (Effect effect : decided) {
            if (!effect.isUrgent() && hasActs) {
                afterTheAct.hold(() -> carryOut(machine, effect), nowNanos());
            } else if (!effect.isUrgent()) {
                afterTheAct.tell(() -> carryOut(machine, effect));
            }
        }
    }

    private void carryOut(GuardedMachine machine, Effect effect) {
        if (effect.canWait()) {
            backlog.tell(() -> carryOutNow(machine, effect), inbox.size(), nowNanos());
        } else {
            carryOutNow(machine, effect);
        }
    }

    /** What cannot be told or written must not keep a domain from being stopped. */
    private void carryOutNow(GuardedMachine machine, Effect effect) {
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

    private void keep(GuardedMachine machine) {
        var id = machine.machine().id();
        if (machine.isFree()) {
            free.add(id);
        } else {
            free.remove(id);
        }
        if (machine.isVacating()) {
            vacating.put(id, new Vacated(machine, due(machine)));
        } else {
            vacating.remove(id);
        }
    }

    private void showSoon(GuardedMachine machine) {
        if (thread.isAlive()) {
            unshown.put(machine.machine().id(), machine);
        }
    }

    /** It is signed on another thread, after what was told of its vacate was shown. */
    private boolean hasNewReceipt(GuardedMachine machine) {
        var id = machine.machine().id();
        var shown = Optional.ofNullable(views.get(id)).flatMap(MachineView::lastVacate);
        return !effects.findLastReceipt(id).map(VacateCompleted::hash).equals(shown.map(VacateCompleted::hash));
    }

    private static OptionalLong due(GuardedMachine machine) {
        return machine.nextDue().map(due -> OptionalLong.of(due.nanos())).orElse(OptionalLong.empty());
    }

    /** Where much happens at once a machine is shown once and not after each of it; that of longest ago comes first. */
    private void showSome() {
        var machines = unshown.values().iterator();
        for (int i = 0; i < SHOWN_IN_TURN && machines.hasNext(); i++) {
            var machine = machines.next();
            machines.remove();
            show(machine);
        }
        shownAt = turnedAt;
    }

    /** What cannot be shown must not keep the next one from being guarded. */
    private void show(GuardedMachine machine) {
        var id = machine.machine().id();
        try {
            views.put(id, machine.view(now(), effects.findLastReceipt(id)));
        } catch (RuntimeException e) {
            LOG.error("machine cannot be shown machineId={}", id, e);
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
