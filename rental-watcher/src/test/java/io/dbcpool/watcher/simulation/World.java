package io.dbcpool.watcher.simulation;

import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.broadcast.Datagram;
import io.dbcpool.broadcast.Datagram.Route;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Api;
import io.dbcpool.configuration.PoolConfig.Bonding;
import io.dbcpool.configuration.PoolConfig.Broadcast;
import io.dbcpool.configuration.PoolConfig.Chain;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.configuration.PoolConfig.Node;
import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.configuration.PoolConfig.Traces;
import io.dbcpool.configuration.PoolConfig.Watcher;
import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import io.dbcpool.watcher.belief.Signal;
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.guard.Observation.Heard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One machine, its host, its DBC node, the chain, Kafka, and the watchers that guard it. */
final class World {

    static final MachineId MACHINE = new MachineId("8e".repeat(32));
    static final UUID OWNERS_UUID = new UUID(1, 1);
    static final String OWNERS_NAME = "owner-vm";
    static final Duration HOLD_DOWN = Duration.ofMinutes(3);

    private static final boolean KEEPS_DIARY = Boolean.getBoolean("dbcpool.diary");
    private static final long START_NANOS = 1_000_000_000_000L;
    private static final InetAddress NODES_ADDRESS = InetAddress.getLoopbackAddress();
    /** Each history is played by one thread; those that are played beside it lock other files. */
    private static final ThreadLocal<Path> LOCKS = ThreadLocal.withInitial(World::locksFolder);

    private static final byte[] RENTING = BroadcastEncoder.encode(MACHINE, Word.RENTING);
    private static final byte[] EMPTY = BroadcastEncoder.encode(MACHINE, Word.EMPTY);

    private final Bug bug;
    private final Weather weather;
    private final boolean thorough;
    private final Agenda agenda = new Agenda(START_NANOS);
    private final Dice dice;
    private final Wall wall;
    private final SimulatedHost host;
    private final SimulatedKafka kafka;
    private final Witness witness;
    private final PoolConfig config;
    private final Plot plot;
    private final Stalls stalls;
    private final Blindness blindness;
    private final List<SimulatedWatcher> watchers = new ArrayList<>();
    private long heardRecordAtNanos = Long.MIN_VALUE / 2;
    private Optional<Word> heardRecordWord = Optional.empty();
    private final List<String> diary = new ArrayList<>();
    private long told;

    World(long seed, Bug bug, Weather weather) {
        this.bug = bug;
        this.weather = weather;
        var root = new Dice(seed);
        dice = root.split();
        wall = new Wall(agenda);
        host = new SimulatedHost(agenda, root.split(), wall, words -> note(() -> words));
        thorough = seed % 64 == 0;
        kafka = new SimulatedKafka(agenda, thorough);
        witness = new Witness(this);
        plot = new Plot(this, root.split());
        config = config(HOLD_DOWN);
        for (int number = 0; number < plot.watchers(); number++) {
            watchers.add(new SimulatedWatcher(this, number, root.split()));
        }
        stalls = new Stalls(this, root.split());
        blindness = new Blindness(this, root.split());
    }

    /** The whole history, to its settled end. */
    void play() {
        plot.unfold();
        stalls.unfold();
        blindness.unfold();
        agenda.playUntil(START_NANOS + plot.length().toNanos());
        plot.heal();
        long end = agenda.nowNanos();
        agenda.playUntil(end + Duration.ofSeconds(25).toNanos());
        while (!watchers.stream().allMatch(SimulatedWatcher::isSettled)
                && agenda.nowNanos() < end + Duration.ofMinutes(5).toNanos()) {
            agenda.playUntil(agenda.nowNanos() + Duration.ofSeconds(10).toNanos());
        }
        witness.judgeTheWhole();
    }

    /** What happened, for whoever plays a seed again. */
    void note(Supplier<String> words) {
        if (KEEPS_DIARY) {
            diary.add("%10.3f s  %s".formatted((agenda.nowNanos() - START_NANOS) / 1e9, words.get()));
        }
    }

    List<String> diary() {
        return diary;
    }

    Duration simulated() {
        return Duration.ofNanos(agenda.nowNanos() - START_NANOS);
    }

    /** A datagram on the LAN: each watcher hears it at its own time, if it does. */
    void broadcast(Word word, boolean forged) {
        broadcast(word, forged, NODES_ADDRESS);
    }

    void broadcast(Word word, boolean forged, InetAddress sender) {
        boolean isHeard = false;
        for (SimulatedWatcher watcher : watchers) {
            if (!dice.chance(plot.lossOfDatagrams())) {
                isHeard = true;
                agenda.after(dice.seldomLongMillis(0, 80), () -> hear(watcher, word, sender, forged));
                if (dice.chance(0.03)) {
                    agenda.after(dice.millis(0, 30_000), () -> hear(watcher, word, sender, true));
                }
            }
        }
        if (isHeard && sender.equals(NODES_ADDRESS)) {
            recordHeard(word);
        }
    }

    private void hear(SimulatedWatcher watcher, Word word, InetAddress sender, boolean forged) {
        if (!watcher.isRunning()) {
            return;
        }
        note(() -> "watcher %s hears %s%s".formatted(watcher.number(), word, forged ? ", forged or late" : ""));
        if (sender.equals(NODES_ADDRESS)) {
            recordHeard(word);
        }
        byte[] bytes = word == Word.RENTING ? RENTING : EMPTY;
        watcher.hear(new Datagram(
                bytes,
                bytes.length,
                new InetSocketAddress(sender, 40_000),
                wall.instant(),
                agenda.nowNanos(),
                Route.WILDCARD));
        if (bug(Bug.EMPTY_IS_TAKEN_FOR_FREE) && word == Word.EMPTY) {
            watcher.observe(new Heard(new ChainSaysFree(wall.instant(), Via.DIRECT, Optional.empty())));
        }
        if (word == Word.RENTING && sender.equals(NODES_ADDRESS)) {
            witness.onHeardRenting(watcher, agenda.nowNanos());
        }
    }

    /** As the broadcast-listener does: a change of word at once, repeats once a second. */
    private void recordHeard(Word word) {
        if (heardRecordWord.equals(Optional.of(word)) && agenda.nowNanos() - heardRecordAtNanos < 1_000_000_000L) {
            return;
        }
        heardRecordWord = Optional.of(word);
        heardRecordAtNanos = agenda.nowNanos();
        var at = EventCodec.micros(wall.instant());
        tell(new BroadcastHeard(MACHINE, word, "127.0.0.1:40000", at, 1, at, at));
    }

    /** Another service tells it. */
    void tell(PoolEvent event) {
        note(() -> "told by another: %s".formatted(event));
        kafka.tell(
                new Envelope("other-" + told++, "/dbcpool/simulated/other", EventCodec.micros(wall.instant()), event));
        watchers.forEach(
                watcher -> watcher.followSoon(event.topic(), kafka.latencyNanos() + dice.seldomLongMillis(1, 500)));
    }

    /** A source that the watcher follows itself. */
    void say(Signal signal) {
        note(() -> "said: %s".formatted(signal));
        watchers.forEach(watcher -> watcher.observe(new Heard(signal)));
    }

    private PoolConfig config(Duration holdDown) {
        var machine = new Machine(
                MACHINE,
                "gpu-01",
                URI.create("qemu:///system"),
                List.of(OWNERS_NAME),
                Optional.of(NODES_ADDRESS),
                plot.restart(),
                Optional.empty(),
                new Node(Path.of("/"), List.of()));
        return new PoolConfig(
                "simulated",
                Path.of("/pool.yaml"),
                Path.of("/state"),
                Optional.empty(),
                new Chain(List.of(), plot.pendingPool()),
                new Broadcast(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 55_555), List.of(), Optional.empty()),
                new Watcher(Duration.ofSeconds(10), plot.soft(), plot.term(), holdDown, plot.drillEvery()),
                new Api(Optional.empty()),
                Bonding.NONE,
                Traces.OFF,
                List.of(machine));
    }

    /** As a watcher reads it, which may have the bug that is planted. */
    PoolConfig configFor(Predicate<Bug> has) {
        return has.test(Bug.HOLD_DOWN_IS_SHORT) ? config(Duration.ofSeconds(1)) : config;
    }

    private static Path locksFolder() {
        try {
            var folder = Files.createTempDirectory("dbcpool-simulated-locks");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path locks() {
        return LOCKS.get();
    }

    boolean isToComeBack() {
        return plot.restart() == Restart.WHEN_FREE;
    }

    /** One in so many histories is played with real signatures, and with each record read from its bytes. */
    boolean isThorough() {
        return thorough;
    }

    Weather weather() {
        return weather;
    }

    boolean bug(Bug which) {
        return bug == which;
    }

    PoolConfig config() {
        return config;
    }

    Agenda agenda() {
        return agenda;
    }

    Dice dice() {
        return dice;
    }

    Wall wall() {
        return wall;
    }

    SimulatedHost host() {
        return host;
    }

    SimulatedKafka kafka() {
        return kafka;
    }

    Witness witness() {
        return witness;
    }

    Plot plot() {
        return plot;
    }

    List<SimulatedWatcher> watchers() {
        return watchers;
    }

    /** The service manager starts a watcher again within a second, or a while later. */
    long supervisorTakesNanos() {
        return plot.supervisorTakesNanos();
    }
}
