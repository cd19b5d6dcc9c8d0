package io.dbcpool.watcher.guard;

import io.dbcpool.bus.Publisher;
import io.dbcpool.configuration.Locality;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.Alert;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.hypervisor.Hypervisor;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.belief.BeliefPolicy;
import io.dbcpool.watcher.journal.Journal;
import io.dbcpool.watcher.journal.JournalRecord.VacateEnded;
import io.dbcpool.watcher.process.LocalProcesses;
import io.dbcpool.watcher.receipt.ReceiptBook;
import io.dbcpool.watcher.receipt.ReceiptShelf;
import io.dbcpool.watcher.vacate.VacatePolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the guard together: journal, receipts, hypervisors, processes, and the loop between them. */
public final class GuardRoom implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GuardRoom.class);

    /** What was told just before a crash may not have reached the outbox's disk; telling it again harms nobody. */
    private static final int VACATES_TOLD_AGAIN = 5;

    private static final long PROBE_SECONDS = 60;

    private static final long JOURNAL_SECONDS = 5;

    private static final Duration TAKEN_UP_WITHIN = Duration.ofSeconds(1);

    /** What is not signed by then the next watcher signs. */
    private static final long SIGNED_WITHIN_SECONDS = 2;

    /** Twice what makes the JVM compile a method. On cores that are busy with starting a pool, as many as fit. */
    private static final int REHEARSED_ROUNDS = 400;

    private final GuardSettings settings;
    private final Journal journal;
    private final ReceiptBook receipts;
    private final ReceiptShelf shelf;
    private final Conditions conditions;
    private final Sources sources;
    private final Guard guard;
    private final List<HypervisorEars> ears = new ArrayList<>();
    private final ExecutorService threads;
    private final ExecutorService desk;
    private final ScheduledExecutorService timer;
    private final ScheduledExecutorService prober;
    private final Duration rehearsal;

    /**
     * @param hypervisors opens the hypervisor of a URI; machines that share one share the connection
     * @param source {@code ce_source} of everything that is told
     */
    public GuardRoom(
            PoolConfig config,
            Path stateDir,
            Publisher publisher,
            Function<URI, Hypervisor> hypervisors,
            LocalProcesses processes,
            GuardMeters meters,
            String source,
            Clock clock) {
        this(
                config,
                publisher,
                meters,
                source,
                GuardPorts.ofThisHost(stateDir, openAll(config, hypervisors), processes, clock),
                journalled -> ReceiptShelf.open(stateDir.resolve("receipts"), journalled));
    }

    /** Before the journal is read, for as long as which it takes to connect: each has a thread of its own for that. */
    private static Function<URI, Hypervisor> openAll(PoolConfig config, Function<URI, Hypervisor> hypervisors) {
        var opened = new HashMap<URI, Hypervisor>();
        config.machines().forEach(machine -> opened.computeIfAbsent(machine.libvirt(), hypervisors));
        return uri -> Objects.requireNonNull(opened.get(uri));
    }

    /** With receipts that are in the journal and on the topic only. */
    GuardRoom(PoolConfig config, Publisher publisher, GuardMeters meters, String source, GuardPorts host) {
        this(config, publisher, meters, source, host, ReceiptShelf.InMemory::new);
    }

    private GuardRoom(
            PoolConfig config,
            Publisher publisher,
            GuardMeters meters,
            String source,
            GuardPorts host,
            Function<List<VacateCompleted>, ReceiptShelf> shelves) {
        threads = host.threads();
        desk = host.desk();
        timer = host.timer();
        prober = host.prober();
        rehearsal = host.rehearsal();
        journal = host.journal();
        shelf = shelves.apply(written(journal));
        receipts = new ReceiptBook(host.key(), shelf.written());
        conditions = new Conditions(publisher, source, () -> host.clock().now().wall(), host.ids());
        var now = host.clock().now();
        sources = new Sources(now.wall());

        Map<URI, Hypervisor> opened = new LinkedHashMap<>();
        config.machines().forEach(machine -> opened.computeIfAbsent(machine.libvirt(), host.hypervisors()));

        settings = new GuardSettings(
                new VacatePolicy(
                        config.watcher().soft(),
                        config.watcher().term(),
                        config.watcher().deadline()),
                new BeliefPolicy(config.watcher().holdDown(), config.chain().pendingPool()),
                new Actor(source, host.versions()),
                host.bootId(),
                config.watcher().drillEvery(),
                !config.chain().endpoints().isEmpty(),
                host.ids());
        var remembered = Remembered.byMachine(journal.recovered());
        var machines = config.machines().stream()
                .map(machine -> new GuardedMachine(
                        machine,
                        settings,
                        Remembered.of(
                                machine,
                                remembered.getOrDefault(machine.id(), List.of()),
                                journal.mayLackRecords(),
                                settings,
                                now),
                        now))
                .toList();
        var watch = new ProcessWatch(
                host.processes(), listLocal(config)::contains, threads, timer, host.ends(), this::observe);
        var stopper = new DomainStopper(
                (machine, allowList, beforeActing) -> new HostControl(
                        Objects.requireNonNull(opened.get(machine.libvirt())),
                        watch,
                        machine.id(),
                        allowList,
                        threads,
                        beforeActing),
                (machineId, domain) -> watch.findGrip(machineId, domain).isPresent(),
                threads,
                this::observe);
        var starter = new DomainStarter(
                machine -> Objects.requireNonNull(opened.get(machine.libvirt())),
                host.lock(),
                this::isFree,
                threads,
                host.clock(),
                this::observe);
        guard = new Guard(
                machines,
                new WorldEffects(
                        journal,
                        publisher,
                        new ReceiptDesk(journal, receipts, shelf, timer, desk),
                        stopper,
                        starter,
                        watch,
                        conditions,
                        meters,
                        source,
                        host.clock()),
                host.clock(),
                () -> tellAgain(config, publisher, source));
        var machinesOn = config.machines().stream()
                .collect(Collectors.groupingBy(Machine::libvirt, Collectors.mapping(Machine::id, Collectors.toList())));
        opened.forEach((uri, hypervisor) -> ears.add(new HypervisorEars(
                hypervisor,
                machinesOn.getOrDefault(uri, List.of()),
                host.readers().apply(uri),
                host.clock(),
                this::observe)));
        var probe = new LastStepProbe(host.processes());
        var unused = prober.scheduleWithFixedDelay(() -> probeAll(config, probe), 2, PROBE_SECONDS, TimeUnit.SECONDS);
        var journalWatch = new JournalWatch(journal, conditions);
        var unusedToo = timer.scheduleWithFixedDelay(() -> look(journalWatch), 1, JOURNAL_SECONDS, TimeUnit.SECONDS);
    }

    public void start() {
        guard.start();
        listen();
    }

    /**
     * Waits, for a second at most, until what a watcher before this one has begun was gone on with; at once if that is
     * nothing.
     */
    public void awaitTakenUp() {
        guard.awaitTakenUp(TAKEN_UP_WITHIN);
    }

    /**
     * Plays vacates that stop nothing, until their code is compiled, on a thread of its own. To be called when there is
     * time for it: what a watcher before this one began waits for no rehearsal.
     */
    public void rehearse() {
        threads.execute(this::playRehearsal);
    }

    /** From here on the hypervisors are heard. */
    void listen() {
        ears.forEach(HypervisorEars::listen);
    }

    private void playRehearsal() {
        long begun = System.nanoTime();
        int rounds = new Rehearsal(settings)
                .play(
                        REHEARSED_ROUNDS,
                        () -> System.nanoTime() - begun < rehearsal.toNanos()
                                && !Thread.currentThread().isInterrupted());
        LOG.debug("rehearsed rounds={}", rounds);
    }

    public void observe(MachineId machine, Observation observation) {
        guard.observe(machine, observation);
    }

    private boolean isFree(MachineId machine) {
        return guard.isFree(machine);
    }

    public Guard guard() {
        return guard;
    }

    public Conditions conditions() {
        return conditions;
    }

    public Sources sources() {
        return sources;
    }

    public ReceiptBook receipts() {
        return receipts;
    }

    /** What is wrong with the evidence, in words; empty while all is well. */
    public String journalTrouble() {
        return journal.trouble();
    }

    private void probeAll(PoolConfig config, LastStepProbe probe) {
        try {
            probe(config, probe);
        } catch (RuntimeException e) {
            LOG.error("last step could not be probed", e); // thrown on, it would end the timer
        }
    }

    private static void look(JournalWatch watch) {
        try {
            watch.look();
        } catch (RuntimeException e) {
            LOG.error("journal could not be looked at", e); // thrown on, it would end the timer
        }
    }

    private void probe(PoolConfig config, LastStepProbe probe) {
        for (Machine machine : config.machines()) {
            if (!Locality.isLocal(machine.libvirt())) {
                continue;
            }
            guard.find(machine.id())
                    .ifPresent(view -> guard.observe(
                            machine.id(),
                            probe.probe(
                                    machine.id(),
                                    view.ownDomains().stream()
                                            .filter(domain -> !domain.state().equals("refused"))
                                            .flatMap(domain -> domain.uuid().stream())
                                            .toList())));
        }
    }

    private void tellAgain(PoolConfig config, Publisher publisher, String source) {
        var last = receipts.list().stream().limit(VACATES_TOLD_AGAIN).collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(last);
        for (VacateCompleted receipt : last) {
            var raised = new HashMap<String, Alert>();
            VacateTold.again(journal.recovered(), receipt, settings.policy().deadline())
                    .forEach(told -> {
                        if (told instanceof Effect.Publish record) {
                            publisher.publish(new Envelope(
                                    record.id(), source, EventCodec.micros(receipt.startedAt()), record.event()));
                        } else {
                            config.machines().stream()
                                    .filter(machine -> machine.id().equals(receipt.machineId()))
                                    .forEach(machine -> conditions.tellAgain(machine, told, raised));
                        }
                    });
        }
    }

    private static Set<MachineId> listLocal(PoolConfig config) {
        return config.machines().stream()
                .filter(machine -> Locality.isLocal(machine.libvirt()))
                .map(Machine::id)
                .collect(Collectors.toSet());
    }

    private static List<VacateCompleted> written(Journal journal) {
        return journal.recovered().stream()
                .filter(VacateEnded.class::isInstance)
                .map(record -> ((VacateEnded) record).receipt())
                .toList();
    }

    /**
     * Nothing is stopped half way: a vacate that is under way is in the journal, and the next watcher goes on with it.
     */
    @Override
    public void close() {
        timer.shutdownNow();
        prober.shutdownNow();
        guard.close();
        ears.forEach(HypervisorEars::close);
        threads.shutdownNow();
        awaitDesk();
        journal.close();
        shelf.close();
    }

    private void awaitDesk() {
        desk.shutdown();
        try {
            if (!desk.awaitTermination(SIGNED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("receipts were not signed in time; the next watcher signs them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
