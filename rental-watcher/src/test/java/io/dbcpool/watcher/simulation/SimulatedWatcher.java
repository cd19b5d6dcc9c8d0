package io.dbcpool.watcher.simulation;

import io.dbcpool.broadcast.Datagram;
import io.dbcpool.events.Topic;
import io.dbcpool.watcher.guard.Observation;
import io.dbcpool.watcher.guard.VacateView;
import io.dbcpool.watcher.journal.SimulatedDisk;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One watcher of the host, through all its runs: it is killed and started again, and its disk stays. */
final class SimulatedWatcher {

    /** Between two looks of a guard that is busy. */
    static final Duration LONGEST_TICK = Duration.ofMillis(110);

    private final World world;
    private final int number;
    private final Agenda agenda;
    private final Dice dice;
    private final SimulatedDisk disk = new SimulatedDisk(this::mayDie);
    private final SimulatedOutboxDisk outboxDisk = new SimulatedOutboxDisk();
    private final Downtime downtime;
    /** When its guard's thread came to nothing. */
    private final Downtime behind;

    private @Nullable WatcherRun run;
    private long awaits;
    private long dieAt = Long.MAX_VALUE;
    private boolean diskSlow;
    private long slowUntilNanos = Long.MIN_VALUE;
    private boolean dying;
    private long journalDamagedAtNanos = Long.MIN_VALUE;
    private boolean lostEvidence;
    private long lostEvidenceAtNanos = Long.MIN_VALUE;
    private boolean believedRentedWhenItDied;
    private boolean mayLackRecords;

    SimulatedWatcher(World world, int number, Dice dice) {
        this.world = world;
        this.number = number;
        this.agenda = world.agenda();
        this.dice = dice;
        this.downtime = new Downtime(agenda.nowNanos());
        this.behind = new Downtime(agenda.nowNanos());
        behind.ended(agenda.nowNanos());
    }

    int number() {
        return number;
    }

    String actor() {
        return "/dbcpool/simulated/rental-watcher/" + number;
    }

    /** Starts it, unless it runs. */
    void start() {
        if (run != null) {
            return;
        }
        try {
            world.note(() -> "watcher %s starts".formatted(number));
            var started = new WatcherRun(world, this, dice, disk, outboxDisk);
            run = started;
            downtime.ended(agenda.nowNanos());
            started.begin();
            requireAlive();
            world.plot().onStarted(this);
        } catch (SimulatedKill e) {
            die();
        }
    }

    /** The whole of what the watcher does at one moment, unless it is killed half way. */
    void act(Runnable what) {
        var now = run;
        if (now == null) {
            return;
        }
        try {
            if (isBehind() && world.bug(Bug.WHAT_IS_TOLD_COUNTS_FROM_WHEN_THE_GUARD_COMES_TO_IT)) {
                agenda.at(now.behindUntilNanos(), () -> now.actTask(what));
                return;
            }
            what.run();
            requireAlive();
            if (isBehind()) {
                now.lookAtJournal();
                return;
            }
            now.turn();
            requireAlive();
            now.afterTurn();
        } catch (SimulatedKill e) {
            die();
        }
    }

    /** As {@link #act}, but the loop turns only if there is news. */
    void actQuietly(Runnable what) {
        var now = run;
        if (now == null) {
            return;
        }
        try {
            what.run();
            requireAlive();
        } catch (SimulatedKill e) {
            die();
            return;
        }
        if (now.hasNews()) {
            act(() -> {});
        } else {
            now.lookAtJournal();
        }
    }

    boolean isIn(WatcherRun other) {
        return run == other;
    }

    /** For so long its guard's thread comes to nothing; what is told meanwhile waits. */
    void fallBehind(long nanos) {
        onRun(now -> {
            if (!isBehind()) {
                world.note(() -> "guard of watcher %s is behind for %.3f s".formatted(number, nanos / 1e9));
                now.fallBehindUntil(agenda.nowNanos() + nanos);
                behind.began(agenda.nowNanos());
                agenda.at(now.behindUntilNanos(), () -> {
                    if (run == now) {
                        behind.ended(agenda.nowNanos());
                        act(() -> {});
                    }
                });
            }
        });
    }

    /** Whether it ever was. */
    boolean wasBehind() {
        return behind.within(Long.MIN_VALUE / 2, agenda.nowNanos()) > 0;
    }

    boolean isBehind() {
        var now = run;
        return now != null && agenda.nowNanos() < now.behindUntilNanos();
    }

    void hear(Datagram datagram) {
        onRun(now -> {
            now.onHeard();
            act(() -> now.take(datagram));
        });
    }

    void observe(Observation observation) {
        onRun(now -> {
            now.onHeard();
            act(() -> now.observe(observation));
        });
    }

    /** A topic has something new, or Kafka is back. */
    void followSoon(Topic topic, long afterNanos) {
        onRun(now -> agenda.after(afterNanos, () -> {
            now.onHeard();
            now.follow(topic);
        }));
    }

    /** Kafka is back. */
    void followAgain() {
        onRun(now -> agenda.after(dice.millis(10, 2_000), now::followAll));
    }

    /** Reads again what it has read, as after an offset that was out of range. */
    void readAgain() {
        onRun(WatcherRun::readAgain);
    }

    /** Here the process may be killed. Who is killed gets no further, though a future catches what is thrown here. */
    void mayDie() {
        awaits++;
        if (awaits == dieAt || dying) {
            dying = true;
            throw new SimulatedKill();
        }
    }

    private void requireAlive() {
        if (dying) {
            throw new SimulatedKill();
        }
    }

    void dieAtAwait(int fromNow) {
        dieAt = awaits + fromNow;
    }

    void kill() {
        if (run != null) {
            die();
        }
    }

    private void die() {
        world.note(() -> "watcher %s dies".formatted(number));
        var ended = run;
        believedRentedWhenItDied = believesRented();
        run = null;
        dieAt = Long.MAX_VALUE;
        dying = false;
        mayLackRecords |= lostEvidence;
        if (ended != null) {
            ended.end();
            downtime.began(agenda.nowNanos());
            behind.ended(agenda.nowNanos());
        }
        agenda.after(world.supervisorTakesNanos(), this::start);
    }

    void failProducer() {
        mayLackRecords |= lostEvidence;
        onRun(WatcherRun::failProducer);
    }

    void disk(SlowOrBroken how) {
        world.note(() -> "disk of watcher %s is %s".formatted(number, how));
        switch (how) {
            case FULL -> disk.fill(dice.between(0, 2_000));
            case READ_ONLY -> disk.readOnly(true);
            case SLOW -> diskSlow = true;
            case FINE -> {
                disk.heal();
                if (diskSlow) {
                    slowUntilNanos = agenda.nowNanos();
                }
                diskSlow = false;
            }
        }
        outboxDisk.fails(how == SlowOrBroken.FULL || how == SlowOrBroken.READ_ONLY);
        if (how != SlowOrBroken.FINE) {
            loseEvidence();
        }
        onRun(now -> now.onDisk(diskSlow));
    }

    /** How a disk may be. */
    enum SlowOrBroken {
        FINE,
        SLOW,
        FULL,
        READ_ONLY
    }

    /** While it is down, a byte of its journal turns. */
    void damageJournal(int at) {
        world.note(() -> "journal of watcher %s is damaged".formatted(number));
        disk.damage(at);
        journalDamagedAtNanos = agenda.nowNanos();
        loseEvidence();
        mayLackRecords = true;
    }

    /** What the thread does that forces and compacts the journal. */
    void keepJournal() {
        onRun(WatcherRun::keepJournal);
    }

    private void onRun(Consumer<WatcherRun> what) {
        var now = run;
        if (now != null) {
            what.accept(now);
        }
    }

    boolean isRunning() {
        return run != null;
    }

    boolean isDiskSlow() {
        return diskSlow;
    }

    /** Whether something that was told may never have reached its disk. */
    boolean hasLostEvidence() {
        return lostEvidence;
    }

    /**
     * Whether something that it told, or did, may be told nowhere: what its disk did not take was in its memory, and
     * that is lost where it was killed, or its producer failed for good.
     */
    boolean mayLackRecords() {
        return mayLackRecords;
    }

    void loseEvidence() {
        lostEvidence = true;
        lostEvidenceAtNanos = agenda.nowNanos();
    }

    /** The last time; before all time if it never did. */
    long lostEvidenceAtNanos() {
        return lostEvidenceAtNanos;
    }

    /** Whether what it wrote since then may never have reached its disk. */
    boolean mayHaveForgotten(long sinceNanos) {
        return diskSlow || Math.max(slowUntilNanos, lostEvidenceAtNanos) >= sinceNanos;
    }

    /** Whether the run that it is in knew from its journal that the machine is rented. */
    boolean believedRentedWhenItBegan() {
        var now = run;
        return now != null && now.believedRentedWhenItBegan();
    }

    /** The run that it is in. */
    long startedAtNanos() {
        var now = run;
        return now == null ? Long.MIN_VALUE : now.startedAtNanos();
    }

    /** While it is down: what it will go on with. */
    boolean believedRentedWhenItDied() {
        return run == null && believedRentedWhenItDied;
    }

    boolean mayHaveOvertaken() {
        return outboxDisk.hasFailed();
    }

    /** The last time; before all time if it never was. */
    long journalDamagedAtNanos() {
        return journalDamagedAtNanos;
    }

    boolean isConnected() {
        var now = run;
        return now != null && now.isConnected();
    }

    /** Since when libvirtd has told it what there is; after all time if it does not. */
    long connectedSinceNanos() {
        var now = run;
        return now != null && now.isConnected() ? now.connectedSinceNanos() : Long.MAX_VALUE / 2;
    }

    /** For how much of that time it did not run. */
    long downNanos(long fromNanos, long untilNanos) {
        return downtime.within(fromNanos, untilNanos);
    }

    /** For how much of that time its guard's thread came to nothing. */
    long behindNanos(long fromNanos, long untilNanos) {
        return behind.within(fromNanos, untilNanos);
    }

    /** For how much of that time it decided nothing. */
    long awayNanos(long fromNanos, long untilNanos) {
        return downNanos(fromNanos, untilNanos) + behindNanos(fromNanos, untilNanos);
    }

    boolean believesRented() {
        var now = run;
        return now != null && now.believesRented();
    }

    List<VacateView> runningVacates() {
        var now = run;
        return now == null ? List.of() : now.runningVacates();
    }

    /** Whether libvirtd has answered it all the time since then, and its guard has come to what that says. */
    boolean hasHeardLibvirtSince(long sinceNanos) {
        var now = run;
        return now != null && now.hasHeardLibvirtSince(sinceNanos) && behindNanos(sinceNanos, agenda.nowNanos()) == 0;
    }

    boolean hasAlert(String name) {
        var now = run;
        return now != null && now.hasAlert(name);
    }

    /** Whether it could know that this domain is its owner's, also where libvirt does not answer. */
    boolean isPinned(UUID uuid) {
        var now = run;
        return now != null && now.isPinned(uuid);
    }

    boolean isJournalInTrouble() {
        var now = run;
        return now != null && now.isJournalInTrouble();
    }

    boolean isSettled() {
        var now = run;
        return now != null && now.isSettled();
    }

    String describe() {
        var now = run;
        return now == null ? actor() + " does not run" : "%s: %s".formatted(actor(), now.describe());
    }
}
