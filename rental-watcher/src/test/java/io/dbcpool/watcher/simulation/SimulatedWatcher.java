package io.dbcpool.watcher.simulation;

import io.dbcpool.broadcast.Datagram;
import io.dbcpool.events.ChainRental;
import io.dbcpool.events.Topic;
import io.dbcpool.watcher.guard.Observation;
import io.dbcpool.watcher.guard.SimulatedGuard;
import io.dbcpool.watcher.guard.VacateView;
import io.dbcpool.watcher.journal.Journal;
import io.dbcpool.watcher.journal.JournalRecord;
import io.dbcpool.watcher.journal.SimulatedDisk;
import io.dbcpool.watcher.journal.SimulatedJournal;
import io.dbcpool.watcher.kafka.EventIntake;
import io.dbcpool.watcher.receipt.ReceiptKey;
import io.dbcpool.watcher.receipt.SimulatedKeys;
import io.dbcpool.watcher.udp.DatagramIntake;
import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One watcher of the host, through all its runs: it is killed and started again, and its disk stays. */
final class SimulatedWatcher {

    /** Between two looks of a guard that is busy. */
    static final Duration LONGEST_TICK = Duration.ofMillis(110);

    private static final Duration LOOKBACK = Duration.ofMinutes(10);
    private static final List<ReceiptKey> KEYS = List.of(SimulatedKeys.of(1), SimulatedKeys.of(2), SimulatedKeys.of(3));
    private static final List<ReceiptKey> QUICK_KEYS =
            List.of(SimulatedKeys.quick(1), SimulatedKeys.quick(2), SimulatedKeys.quick(3));
    private static final int OF_A_RUN = 2;
    private static final long SIGNING_NANOS = 1_000_000;

    private final World world;
    private final int number;
    private final Agenda agenda;
    private final Dice dice;
    private final SimulatedDisk disk = new SimulatedDisk(this::mayDie);
    private final SimulatedOutboxDisk outboxDisk = new SimulatedOutboxDisk();
    private final Downtime downtime;
    /** When its guard's thread came to nothing. */
    private final Downtime behind;

    private @Nullable Run run;
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

    /** From its start to its kill. */
    private final class Run {
        private final Journal journal;
        private final SimulatedTelling telling;
        private final SimulatedHypervisor hypervisor;
        private final SimulatedThreads threads;
        private final SimulatedThreads desk;
        private final SimulatedThreads reader;
        private final SimulatedThreads timer;
        private final SimulatedGuard guard;
        private final DatagramIntake datagrams;
        private final EventIntake events;
        private final Map<Topic, Integer> nextOffsets = new EnumMap<>(Topic.class);
        private final long startedAtNanos = agenda.nowNanos();
        private long journalFreeAtNanos = agenda.nowNanos();
        private long tickAtNanos = Long.MAX_VALUE;
        private long heardAtNanos = agenda.nowNanos();
        private long troubleSinceNanos = Long.MAX_VALUE;
        private long behindUntilNanos = Long.MIN_VALUE;
        private boolean believedRentedWhenItBegan;

        Run() {
            journal = SimulatedJournal.open(
                    disk, this::guardNanos, this::writeLater, records -> MisreadJournal.asRead(world, records));
            if (journal instanceof SimulatedJournal file) {
                file.slow(diskSlow);
            } else {
                loseEvidence();
            }
            telling = new SimulatedTelling(world, SimulatedWatcher.this, outboxDisk);
            hypervisor = new SimulatedHypervisor(world, SimulatedWatcher.this, dice.split());
            var processes = new SimulatedProcesses(world, SimulatedWatcher.this);
            threads = new SimulatedThreads(agenda, this::taskTakes, false, this::actTask);
            desk = new SimulatedThreads(agenda, () -> SIGNING_NANOS, true, this::actQuietTask);
            reader = new SimulatedThreads(agenda, this::readingTakes, true, this::actTask);
            timer = new SimulatedThreads(agenda, () -> 0, true, this::timed);
            guard = new SimulatedGuard(
                    world.configFor(this::isBugged),
                    actor(),
                    telling,
                    journal,
                    (world.isThorough() ? KEYS : QUICK_KEYS).get(journal.outlivesThisRun() ? number : OF_A_RUN),
                    hypervisor,
                    processes,
                    processes::await,
                    World.locks(),
                    threads,
                    desk,
                    reader,
                    timer,
                    this::guardNow,
                    world.dice()::uuid,
                    "boot-1");
            datagrams = new DatagramIntake(world.config(), guard.sources(), guard::observe);
            events = new EventIntake(guard.sources(), guard::observe);
        }

        private boolean isBugged(Bug bug) {
            return world.bug(bug);
        }

        private void begin() {
            guard.begin();
            believedRentedWhenItBegan = guard.isRented(World.MACHINE);
            followFrom(agenda.nowNanos() - LOOKBACK.toNanos());
            guard.turn();
            tickSoon();
        }

        private void actTask(Runnable task) {
            if (run == this) {
                act(task);
            }
        }

        private void actQuietTask(Runnable task) {
            if (run == this) {
                actQuietly(task);
            }
        }

        private void timed(Runnable task) {
            if (!isBugged(Bug.TIMERS_DO_NOT_RUN) && run == this) {
                actQuietly(task);
            }
        }

        /** As {@link #act}, but the loop turns only if there is news. */
        private void actQuietly(Runnable task) {
            try {
                task.run();
                requireAlive();
            } catch (SimulatedKill e) {
                die();
                return;
            }
            if (guard.hasNews()) {
                act(() -> {});
            } else {
                lookAtJournal();
            }
        }

        private long guardNanos() {
            return guardNow().monotonic().nanos();
        }

        private Moment guardNow() {
            var now = world.wall().now();
            return isBugged(Bug.CLOCK_GOES_SLOW)
                    ? new Moment(now.wall(), new MonotonicTime(now.monotonic().nanos() / 2))
                    : now;
        }

        /**
         * A stop asks libvirt first, where it is connected, for 250 ms at most, and waits for the journal, for 100 ms
         * at most.
         */
        private long taskTakes() {
            long takes = dice.seldomLongMillis(0, 20);
            if (world.host().libvirt() == SimulatedHost.Libvirt.HUNG && hypervisor.isConnected()) {
                takes += 250_000_000;
            }
            long written = journalFreeAtNanos - agenda.nowNanos();
            return takes + Math.max(0, Math.min(written, 100_000_000));
        }

        /** A call that is not answered is given up after 3 s. */
        private long readingTakes() {
            return world.host().libvirt() == SimulatedHost.Libvirt.HUNG ? 3_000_000_000L : dice.seldomLongMillis(0, 60);
        }

        private void writeLater(Runnable write) {
            journalFreeAtNanos = Math.max(journalFreeAtNanos, agenda.nowNanos()) + dice.seldomLongMillis(1, 3_000);
            agenda.at(journalFreeAtNanos, () -> actTask(write));
        }

        private void followFrom(long nanos) {
            int from = 0;
            for (var read : world.kafka().told()) {
                if (read.atNanos() >= nanos) {
                    break;
                }
                from++;
            }
            for (Topic topic : Topic.values()) {
                nextOffsets.put(topic, from);
            }
            agenda.after(dice.millis(50, 1_000), () -> followAll());
        }

        private void followAll() {
            for (Topic topic : Topic.values()) {
                follow(topic);
            }
        }

        private void follow(Topic topic) {
            if (run != this || !world.kafka().isUp()) {
                return;
            }
            var told = world.kafka().told();
            for (int next = nextOffsets.getOrDefault(topic, 0); next < told.size() && run == this; next++) {
                nextOffsets.put(topic, next + 1);
                var read = told.get(next);
                if (read.envelope().event().topic() == topic) {
                    take(next, read);
                }
            }
        }

        private void take(int offset, SimulatedKafka.Read read) {
            world.witness().onHeardByKafka(SimulatedWatcher.this, offset, read);
            var event = read.envelope().event();
            boolean isDropped = event instanceof ChainRental && isBugged(Bug.KAFKA_WORDS_ARE_DROPPED);
            act(isDropped ? () -> {} : () -> events.take(event));
            if (run == this) {
                world.witness().onTakenFromKafka(SimulatedWatcher.this, read);
            }
        }

        private void tickSoon() {
            long now = agenda.nowNanos();
            long delay = guard.isBusy()
                    ? dice.millis(40, LONGEST_TICK.toMillis())
                    : now - heardAtNanos < 15_000_000_000L ? 500_000_000 : dice.millis(4_000, 9_000);
            if (now + delay < tickAtNanos) {
                long at = now + delay;
                tickAtNanos = at;
                agenda.at(at, () -> {
                    if (tickAtNanos == at && run == this) {
                        tickAtNanos = Long.MAX_VALUE;
                        act(() -> {});
                    }
                });
            }
        }

        private void afterTurn() {
            tickSoon();
            world.witness().onTurn(SimulatedWatcher.this);
            lookAtJournal();
        }

        private void lookAtJournal() {
            if (journal.trouble().isEmpty()) {
                troubleSinceNanos = Long.MAX_VALUE;
            } else {
                loseEvidence();
                troubleSinceNanos = Math.min(troubleSinceNanos, agenda.nowNanos());
                boolean long_ = agenda.nowNanos() - troubleSinceNanos > 8_000_000_000L;
                if (long_ && !hasAlert("EvidenceIncomplete")) {
                    world.witness()
                            .violation("7: the journal has failed for 8 s, and EvidenceIncomplete does not stand: "
                                    + journal.trouble());
                }
            }
        }

        private void end() {
            threads.shutdown();
            desk.shutdown();
            reader.shutdown();
            timer.shutdown();
            telling.end();
            hypervisor.close();
        }
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
            var started = new Run();
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
                agenda.at(now.behindUntilNanos, () -> now.actTask(what));
                return;
            }
            what.run();
            requireAlive();
            if (isBehind()) {
                now.lookAtJournal();
                return;
            }
            now.guard.turn();
            requireAlive();
            now.afterTurn();
        } catch (SimulatedKill e) {
            die();
        }
    }

    /** For so long its guard's thread comes to nothing; what is told meanwhile waits. */
    void fallBehind(long nanos) {
        onRun(now -> {
            if (!isBehind()) {
                world.note(() -> "guard of watcher %s is behind for %.3f s".formatted(number, nanos / 1e9));
                now.behindUntilNanos = agenda.nowNanos() + nanos;
                behind.began(agenda.nowNanos());
                agenda.at(now.behindUntilNanos, () -> {
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
        return now != null && agenda.nowNanos() < now.behindUntilNanos;
    }

    /** When its guard comes to what is told now, if it lives so long. */
    long takesUpAtNanos() {
        var now = run;
        return now == null ? agenda.nowNanos() : Math.max(agenda.nowNanos(), now.behindUntilNanos);
    }

    void hear(Datagram datagram) {
        onRun(now -> {
            now.heardAtNanos = agenda.nowNanos();
            act(() -> now.datagrams.take(datagram));
        });
    }

    void observe(Observation observation) {
        onRun(now -> {
            now.heardAtNanos = agenda.nowNanos();
            act(() -> now.guard.observe(World.MACHINE, observation));
        });
    }

    /** A topic has something new, or Kafka is back. */
    void followSoon(Topic topic, long afterNanos) {
        onRun(now -> agenda.after(afterNanos, () -> {
            now.heardAtNanos = agenda.nowNanos();
            now.follow(topic);
        }));
    }

    /** Kafka is back. */
    void followAgain() {
        onRun(now -> agenda.after(dice.millis(10, 2_000), now::followAll));
    }

    /** Reads again what it has read, as after an offset that was out of range. */
    void readAgain() {
        onRun(now -> now.followFrom(now.startedAtNanos - LOOKBACK.toNanos()));
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
        onRun(now -> now.telling.failProducer());
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
        onRun(now -> {
            if (now.journal instanceof SimulatedJournal file) {
                file.slow(diskSlow);
            }
        });
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
        onRun(now -> {
            if (now.journal instanceof SimulatedJournal file) {
                now.actQuietly(file::keepUp);
            }
        });
    }

    private void onRun(java.util.function.Consumer<Run> what) {
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

    private void loseEvidence() {
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
        return now != null && now.believedRentedWhenItBegan;
    }

    /** The run that it is in. */
    long startedAtNanos() {
        var now = run;
        return now == null ? Long.MIN_VALUE : now.startedAtNanos;
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
        return now != null && now.hypervisor.isConnected();
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
        return now != null && now.guard.isRented(World.MACHINE);
    }

    List<VacateView> runningVacates() {
        var now = run;
        return now == null || !now.guard.isBusy()
                ? List.of()
                : now.guard.view(World.MACHINE).runningVacates();
    }

    /** Whether libvirtd has answered it all the time since then, and its guard has come to what that says. */
    boolean hasHeardLibvirtSince(long sinceNanos) {
        var now = run;
        return now != null
                && now.startedAtNanos <= sinceNanos
                && now.hypervisor.isConnected()
                && world.host().libvirt() == SimulatedHost.Libvirt.UP
                && now.hypervisor.undisturbedSinceNanos() <= sinceNanos
                && behindNanos(sinceNanos, agenda.nowNanos()) == 0;
    }

    boolean hasAlert(String name) {
        var now = run;
        return now != null
                && now.guard.alerts().stream().anyMatch(alert -> alert.alert().equals(name));
    }

    /** Whether it could know that this domain is its owner's, also where libvirt does not answer. */
    boolean isPinned(UUID uuid) {
        var now = run;
        return now != null
                && (now.journal.recovered().stream()
                                .anyMatch(record -> record instanceof JournalRecord.Pinned pin
                                        && pin.uuid().equals(uuid))
                        || now.guard.view(World.MACHINE).ownDomains().stream()
                                .anyMatch(domain -> domain.uuid().equals(Optional.of(uuid))));
    }

    boolean isJournalInTrouble() {
        var now = run;
        return now != null && !now.journal.trouble().isEmpty();
    }

    boolean isSettled() {
        var now = run;
        return now != null && !now.guard.isBusy() && now.telling.isEmpty();
    }

    String describe() {
        var now = run;
        return now == null
                ? actor() + " does not run"
                : "%s: busy %s, %d records in the outbox, %s"
                        .formatted(actor(), now.guard.isBusy(), now.telling.records(), now.guard.alerts());
    }
}
