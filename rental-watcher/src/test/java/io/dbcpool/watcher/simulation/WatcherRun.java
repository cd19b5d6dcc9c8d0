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

/** One run of a watcher, from its start to its kill: the real guard, and what it hears and tells. */
final class WatcherRun {

    private static final Duration LOOKBACK = Duration.ofMinutes(10);
    private static final List<ReceiptKey> KEYS = List.of(SimulatedKeys.of(1), SimulatedKeys.of(2), SimulatedKeys.of(3));
    private static final List<ReceiptKey> QUICK_KEYS =
            List.of(SimulatedKeys.quick(1), SimulatedKeys.quick(2), SimulatedKeys.quick(3));
    private static final int OF_A_RUN = 2;
    private static final long SIGNING_NANOS = 1_000_000;

    private final World world;
    private final SimulatedWatcher watcher;
    private final Agenda agenda;
    private final Dice dice;
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
    private final long startedAtNanos;
    private long journalFreeAtNanos;
    private long tickAtNanos = Long.MAX_VALUE;
    private long heardAtNanos;
    private long troubleSinceNanos = Long.MAX_VALUE;
    private long behindUntilNanos = Long.MIN_VALUE;
    private boolean believedRentedWhenItBegan;

    WatcherRun(World world, SimulatedWatcher watcher, Dice dice, SimulatedDisk disk, SimulatedOutboxDisk outboxDisk) {
        this.world = world;
        this.watcher = watcher;
        this.agenda = world.agenda();
        this.dice = dice;
        startedAtNanos = agenda.nowNanos();
        journalFreeAtNanos = agenda.nowNanos();
        heardAtNanos = agenda.nowNanos();
        journal = SimulatedJournal.open(
                disk, this::guardNanos, this::writeLater, records -> MisreadJournal.asRead(world, records));
        if (journal instanceof SimulatedJournal file) {
            file.slow(watcher.isDiskSlow());
        } else {
            watcher.loseEvidence();
        }
        telling = new SimulatedTelling(world, watcher, outboxDisk);
        hypervisor = new SimulatedHypervisor(world, watcher, dice.split());
        var processes = new SimulatedProcesses(world, watcher);
        threads = new SimulatedThreads(agenda, this::taskTakes, false, this::actTask);
        desk = new SimulatedThreads(agenda, () -> SIGNING_NANOS, true, this::actQuietTask);
        reader = new SimulatedThreads(agenda, this::readingTakes, true, this::actTask);
        timer = new SimulatedThreads(agenda, () -> 0, true, this::timed);
        guard = new SimulatedGuard(
                world.configFor(this::isBugged),
                watcher.actor(),
                telling,
                journal,
                (world.isThorough() ? KEYS : QUICK_KEYS).get(journal.outlivesThisRun() ? watcher.number() : OF_A_RUN),
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

    void begin() {
        guard.begin();
        believedRentedWhenItBegan = guard.isRented(World.MACHINE);
        followFrom(agenda.nowNanos() - LOOKBACK.toNanos());
        guard.turn();
        tickSoon();
    }

    /** What it does at one moment, if it lives by then. */
    void actTask(Runnable task) {
        if (isNow()) {
            watcher.act(task);
        }
    }

    private void actQuietTask(Runnable task) {
        if (isNow()) {
            watcher.actQuietly(task);
        }
    }

    private boolean isNow() {
        return watcher.isIn(this);
    }

    private void timed(Runnable task) {
        if (!isBugged(Bug.TIMERS_DO_NOT_RUN) && isNow()) {
            watcher.actQuietly(task);
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
     * A stop asks libvirt first, where it is connected, for 250 ms at most, and waits for the journal, for 100 ms at
     * most.
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

    void followAll() {
        for (Topic topic : Topic.values()) {
            follow(topic);
        }
    }

    void follow(Topic topic) {
        if (!isNow() || !world.kafka().isUp()) {
            return;
        }
        var told = world.kafka().told();
        for (int next = nextOffsets.getOrDefault(topic, 0); next < told.size() && isNow(); next++) {
            nextOffsets.put(topic, next + 1);
            var read = told.get(next);
            if (read.envelope().event().topic() == topic) {
                take(next, read);
            }
        }
    }

    private void take(int offset, SimulatedKafka.Read read) {
        world.witness().onHeardByKafka(watcher, offset, read);
        var event = read.envelope().event();
        boolean isDropped = event instanceof ChainRental && isBugged(Bug.KAFKA_WORDS_ARE_DROPPED);
        watcher.act(isDropped ? () -> {} : () -> events.take(event));
        if (isNow()) {
            world.witness().onTakenFromKafka(watcher, read);
        }
    }

    private void tickSoon() {
        long now = agenda.nowNanos();
        long delay = guard.isBusy()
                ? dice.millis(40, SimulatedWatcher.LONGEST_TICK.toMillis())
                : now - heardAtNanos < 15_000_000_000L ? 500_000_000 : dice.millis(4_000, 9_000);
        if (now + delay < tickAtNanos) {
            long at = now + delay;
            tickAtNanos = at;
            agenda.at(at, () -> {
                if (tickAtNanos == at && isNow()) {
                    tickAtNanos = Long.MAX_VALUE;
                    watcher.act(() -> {});
                }
            });
        }
    }

    void afterTurn() {
        tickSoon();
        world.witness().onTurn(watcher);
        lookAtJournal();
    }

    void lookAtJournal() {
        if (journal.trouble().isEmpty()) {
            troubleSinceNanos = Long.MAX_VALUE;
        } else {
            watcher.loseEvidence();
            troubleSinceNanos = Math.min(troubleSinceNanos, agenda.nowNanos());
            boolean long_ = agenda.nowNanos() - troubleSinceNanos > 8_000_000_000L;
            if (long_ && !watcher.hasAlert("EvidenceIncomplete")) {
                world.witness()
                        .violation("7: the journal has failed for 8 s, and EvidenceIncomplete does not stand: "
                                + journal.trouble());
            }
        }
    }

    void end() {
        threads.shutdown();
        desk.shutdown();
        reader.shutdown();
        timer.shutdown();
        telling.end();
        hypervisor.close();
    }

    /** The loop of its guard, once. */
    void turn() {
        guard.turn();
    }

    boolean hasNews() {
        return guard.hasNews();
    }

    /** What comes from outside keeps it awake. */
    void onHeard() {
        heardAtNanos = agenda.nowNanos();
    }

    void take(Datagram datagram) {
        datagrams.take(datagram);
    }

    void observe(Observation observation) {
        guard.observe(World.MACHINE, observation);
    }

    /** Reads again what it has read, as after an offset that was out of range. */
    void readAgain() {
        followFrom(startedAtNanos - LOOKBACK.toNanos());
    }

    void failProducer() {
        telling.failProducer();
    }

    void onDisk(boolean slow) {
        if (journal instanceof SimulatedJournal file) {
            file.slow(slow);
        }
    }

    void keepJournal() {
        if (journal instanceof SimulatedJournal file) {
            watcher.actQuietly(file::keepUp);
        }
    }

    void fallBehindUntil(long nanos) {
        behindUntilNanos = nanos;
    }

    /** Until then its guard's thread comes to nothing. */
    long behindUntilNanos() {
        return behindUntilNanos;
    }

    long startedAtNanos() {
        return startedAtNanos;
    }

    boolean believedRentedWhenItBegan() {
        return believedRentedWhenItBegan;
    }

    boolean isConnected() {
        return hypervisor.isConnected();
    }

    long connectedSinceNanos() {
        return hypervisor.undisturbedSinceNanos();
    }

    boolean believesRented() {
        return guard.isRented(World.MACHINE);
    }

    List<VacateView> runningVacates() {
        return guard.isBusy() ? guard.runningVacates(World.MACHINE) : List.of();
    }

    /** Whether libvirtd has answered it all the time since then. */
    boolean hasHeardLibvirtSince(long sinceNanos) {
        return startedAtNanos <= sinceNanos
                && hypervisor.isConnected()
                && world.host().libvirt() == SimulatedHost.Libvirt.UP
                && hypervisor.undisturbedSinceNanos() <= sinceNanos;
    }

    boolean hasAlert(String name) {
        return guard.alerts().stream().anyMatch(alert -> alert.alert().equals(name));
    }

    /** Whether it could know that this domain is its owner's, also where libvirt does not answer. */
    boolean isPinned(UUID uuid) {
        return journal.recovered().stream()
                        .anyMatch(record -> record instanceof JournalRecord.Pinned pin
                                && pin.uuid().equals(uuid))
                || guard.view(World.MACHINE).ownDomains().stream()
                        .filter(domain -> !domain.state().equals("refused"))
                        .anyMatch(domain -> domain.uuid().equals(Optional.of(uuid)));
    }

    boolean isJournalInTrouble() {
        return !journal.trouble().isEmpty();
    }

    boolean isSettled() {
        return !guard.isBusy() && telling.isEmpty();
    }

    String describe() {
        return "busy %s, %d records in the outbox, %s".formatted(guard.isBusy(), telling.records(), guard.alerts());
    }
}
