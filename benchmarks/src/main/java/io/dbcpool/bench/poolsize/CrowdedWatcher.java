package io.dbcpool.bench.poolsize;

import static java.lang.System.out;

import com.sun.management.OperatingSystemMXBean;
import io.dbcpool.bench.ProcessFigures;
import io.dbcpool.bench.Waiting;
import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.Publisher;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.hypervisor.Hypervisor;
import io.dbcpool.hypervisor.libvirt.LibvirtHypervisor;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.RentOrderId;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.guard.GuardMeters;
import io.dbcpool.watcher.guard.GuardRoom;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.process.LinuxProcesses;
import io.dbcpool.watcher.vacate.Alarm;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * A process with the watcher's own room (rules, journal, receipts, outbox) over as many machines as its pool's file
 * names. Once it sees them all run, one block rents them all, by the entry that the watcher's ears tell their words to.
 * Its last line is {@link Rented}.
 */
final class CrowdedWatcher {

    private static final Duration SEEN_WITHIN = Duration.ofMinutes(3);
    private static final Duration TOLD_WITHIN = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(5);

    /** As long as a watcher rehearses after its start. */
    private static final Duration REHEARSAL = Duration.ofMillis(4_500);

    private static final Duration IDLE = Duration.ofSeconds(3);

    private final ConcurrentLinkedQueue<VacateCompleted> receipts = new ConcurrentLinkedQueue<>();
    private final PoolConfig config;
    private final Optional<Crowd> crowd;

    private CrowdedWatcher(PoolConfig config, Optional<Crowd> crowd) {
        this.config = config;
        this.crowd = crowd;
    }

    /** @param args the pool's file, and the crowd's seed where its hypervisors are scripted */
    public static void main(String[] args) throws Exception {
        var config = PoolFile.read(Path.of(args[0]));
        var crowd = args.length > 1 ? Optional.of(new Crowd(Long.parseLong(args[1]))) : Optional.<Crowd>empty();
        out.println(new CrowdedWatcher(config, crowd).rentAll().json());
        System.exit(0);
    }

    private Rented rentAll() {
        String source = "/dbcpool/%s/rental-watcher/bench".formatted(config.name());
        Path stateDir = config.stateDir().resolve("rental-watcher");
        Function<URI, Hypervisor> hypervisors =
                uri -> crowd.map(hosts -> hosts.open(uri)).orElseGet(() -> new LibvirtHypervisor(uri));
        try (var kafka =
                KafkaPublisher.start(KafkaSettings.of(config.bootstrapServers(), "rental-watcher"), stateDir, source)) {
            Publisher publisher = envelope -> {
                kafka.publish(envelope);
                if (envelope.event() instanceof VacateCompleted receipt) {
                    receipts.add(receipt);
                }
            };
            var room = new GuardRoom(
                    config,
                    stateDir,
                    publisher,
                    hypervisors,
                    new LinuxProcesses(),
                    new NoMeters(),
                    source,
                    Clock.systemUTC());
            room.start();
            room.rehearse();
            Waiting.until("all domains to be seen", SEEN_WITHIN, Duration.ofMillis(200), () -> isAllSeen(room));
            Waiting.untilNanos(System.nanoTime() + REHEARSAL.toNanos());
            double idle = idlePercent();
            Waiting.until("Kafka to have what was told before", TOLD_WITHIN, LOOK, () -> isAllTold(kafka));
            return measure(room, kafka, idle);
        }
    }

    private static double idlePercent() {
        double before = processorSeconds();
        Waiting.untilNanos(System.nanoTime() + IDLE.toNanos());
        return (processorSeconds() - before) / IDLE.toSeconds() * 100;
    }

    private Rented measure(GuardRoom room, KafkaPublisher kafka, double idle) {
        int machines = config.machines().size();
        long recordsBefore = kafka.state().publishedRecords();
        double processorBefore = processorSeconds();
        var at = EventCodec.micros(Clock.systemUTC().instant());
        long begun = System.nanoTime();
        var block = new BlockNumber(1_000);
        for (int i = 0; i < machines; i++) {
            var trigger = new Trigger(
                    Source.BEST_BLOCK,
                    Via.DIRECT,
                    at,
                    Optional.of(new RentOrderId(i)),
                    Optional.of(block),
                    Optional.of(at));
            room.observe(config.machines().get(i).id(), new Heard(new SaysRented(trigger, at)));
        }
        Waiting.until("a receipt of each machine", TOLD_WITHIN, LOOK, () -> receipts.size() >= machines);
        double atRelease = processorSeconds() - processorBefore;
        Waiting.until("Kafka to have all", TOLD_WITHIN, LOOK, () -> isAllTold(kafka));
        double toldMillis = (System.nanoTime() - begun) / 1e6;
        double processor = processorSeconds() - processorBefore;
        List<Long> released = new ArrayList<>();
        receipts.forEach(receipt -> released.add(receipt.elapsedMillis()));
        released.sort(Long::compare);
        return new Rented(
                machines,
                crowd.map(hosts -> (hosts.lastEndNanos() - begun) / 1e6).orElse(0.0),
                released.get(machines / 2),
                released.get(machines - 1),
                toldMillis,
                (int) receipts.stream()
                        .filter(receipt -> receipt.outcome() != Outcome.ON_TIME)
                        .count(),
                0,
                kafka.state().publishedRecords() - recordsBefore,
                processor,
                atRelease,
                ProcessFigures.residentPeakMebibytes(ProcessHandle.current().pid()),
                ManagementFactory.getThreadMXBean().getPeakThreadCount(),
                idle);
    }

    private boolean isAllSeen(GuardRoom room) {
        return room.guard().list().stream()
                        .filter(view -> view.connected()
                                && view.ownDomains().get(0).state().equals("running"))
                        .count()
                == config.machines().size();
    }

    private static boolean isAllTold(KafkaPublisher kafka) {
        var state = kafka.state();
        return state.connected() && state.outboxRecords() == 0;
    }

    private static double processorSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    private static final class NoMeters implements GuardMeters {

        @Override
        public void vacateEnded(VacateCompleted receipt) {}

        @Override
        public void ranLate(Alarm alarm) {
            System.err.println("late: " + alarm.name().toLowerCase(Locale.ROOT));
        }
    }
}
