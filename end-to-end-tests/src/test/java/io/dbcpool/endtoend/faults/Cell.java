package io.dbcpool.endtoend.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.endtoend.faults.Fault.Guest;
import io.dbcpool.endtoend.faults.Fault.When;
import io.dbcpool.endtoend.pool.CellParts;
import io.dbcpool.endtoend.pool.DbcNode;
import io.dbcpool.endtoend.pool.Seat;
import io.dbcpool.endtoend.pool.Topics;
import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.history.Told;
import io.dbcpool.parts.kafka.BrokerProcess;
import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import io.dbcpool.parts.libvirt.QemuDomain;
import io.dbcpool.parts.udp.DatagramFlood;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One host of a test: a libvirtd, a broker and a watcher of its own, and machines of which each round takes fresh ones,
 * because what a watcher has heard of a machine it does not forget.
 */
public final class Cell implements AutoCloseable {

    private static final Duration SEEN_LIMIT = Duration.ofMinutes(1);
    private static final Duration GONE_LIMIT = Duration.ofSeconds(40);
    private static final Duration RECEIPT_LIMIT = Duration.ofMinutes(1);
    private static final Duration FLOOD_LIMIT = Duration.ofSeconds(60);
    private static final long NODE_REPEATS_SECONDS = 2;
    private static final int NODE_REPEATS = 10;
    private static final long LOOK_EVERY_NANOS = 2_000_000;
    private static final int MACHINES = 40;
    private static final String SENDER = "127.0.0.1:0";

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
    private final LoopbackLibvirtd libvirtd;
    private final BrokerProcess broker;
    private final List<Seat> seats;
    private final int broadcastPort;
    private final WatcherProcess watcher;
    private final JournalTail journal;
    private final StallMeter stalls = new StallMeter();
    private List<QemuDomain> domains = List.of();
    private final List<QemuDomain> started = new ArrayList<>();
    private final Thread atExit = new Thread(this::endAll, "cell-end");
    private final List<String> played = new ArrayList<>();
    private final List<Told> said = new CopyOnWriteArrayList<>();
    private int seatsUsed;

    private Cell(Path folder) throws IOException {
        libvirtd = LoopbackLibvirtd.start(folder.resolve("libvirt"));
        broker = BrokerProcess.start(folder.resolve("kafka"));
        seats = CellParts.seats(MACHINES, libvirtd.connectionUri());
        var file = CellParts.poolFile(folder.resolve("pool"), broker.bootstrapServers(), seats);
        broadcastPort = file.broadcastPort();
        watcher = WatcherProcess.start(file.path(), folder.resolve("pool"), file.httpPort());
        Runtime.getRuntime().addShutdownHook(atExit);
        journal = new JournalTail(stateDir(folder).resolve("rental-watcher/journal"));
    }

    /** One whose files are in this folder. */
    public static Cell start(Path folder) throws IOException {
        return new Cell(folder);
    }

    /** Where its watcher will keep its state. */
    public static Path stateDir(Path folder) {
        return folder.resolve("pool/state");
    }

    public Topics topics() {
        return new Topics(broker.bootstrapServers());
    }

    /** The one that was vacated last. */
    public MachineId lastMachine() {
        return seats.get(seatsUsed - 1).id();
    }

    LoopbackLibvirtd libvirtd() {
        return libvirtd;
    }

    BrokerProcess broker() {
        return broker;
    }

    WatcherProcess watcher() {
        return watcher;
    }

    void freezeDomains() {
        domains.forEach(QemuDomain::freeze);
    }

    /** As a kill in the middle of a write leaves it. Its watcher must not run. */
    void tearJournal() throws IOException {
        Files.writeString(
                journal.file(), "9f2a11c0 {\"is\":\"vacate-went\",\"vacateId\":\"5f1c", StandardOpenOption.APPEND);
    }

    /** As a bad block leaves it: one of its first lines is not what it was. Its watcher must not run. */
    void damageJournal() throws IOException {
        var lines = new ArrayList<>(Files.readAllLines(journal.file()));
        lines.set(0, lines.get(0).replace('"', '#'));
        Files.write(journal.file(), lines);
    }

    /** Machines that nobody has vacated yet. */
    public List<Seat> takeSeats(int count) {
        seatsUsed += count;
        return seats.subList(seatsUsed - count, seatsUsed);
    }

    /** A domain that ends with the cell, unless somebody ends it before. */
    public QemuDomain startDomain(DomainShape shape) {
        var domain = QemuDomain.start(libvirtd.connectionUri(), shape);
        started.add(domain);
        return domain;
    }

    public int broadcastPort() {
        return broadcastPort;
    }

    /** Returns when the watcher says of the machine's first domain that it is in this state. */
    public void awaitOwnDomain(Seat seat, String state) {
        Awaitility.await("the watcher says that %s is %s".formatted(seat.ownDomain(), state))
                .atMost(SEEN_LIMIT)
                .until(() -> watcher.machine(seat.name())
                        .at("/ownDomains/0/state")
                        .asText()
                        .equals(state));
    }

    /**
     * What its topics hold in the end, held against the pool's invariants. No listener is here that hears the DBC node
     * beside the watcher: what it would have told of it is added.
     *
     * @return the faults that were played and what is wrong; empty where nothing is
     */
    Optional<String> findUnsoundHistory() {
        try {
            topics().requireSoundHistory(List.copyOf(said));
            return Optional.empty();
        } catch (ConditionTimeoutException e) {
            return Optional.of("after '%s': %s".formatted(String.join("', '", played), e.getMessage()));
        }
    }

    int machinesLeft() {
        return seats.size() - seatsUsed;
    }

    /** Vacates {@code count} domains at once while the fault happens, and measures each. */
    public List<Measured> play(Fault fault, int count) throws Exception {
        var round = takeSeats(count);
        played.add(fault.label());
        try {
            domains = startDomains(round);
            if (fault.guest() == Guest.HANGS) {
                freezeDomains();
            }
            return play(fault, round);
        } finally {
            domains.forEach(QemuDomain::close);
            domains = List.of();
        }
    }

    private List<Measured> play(Fault fault, List<Seat> round) throws Exception {
        Optional<DatagramFlood> flood = fault.flooded()
                ? Optional.of(DatagramFlood.start(broadcastPort, Fault.FLOOD_PER_SECOND, FLOOD_LIMIT))
                : Optional.empty();
        var processes = new ArrayList<GuardedProcess>();
        for (QemuDomain domain : domains) {
            processes.add(GuardedProcess.of(domain));
        }
        List<Duration> took;
        boolean injected = true;
        long slowness;
        long stalled;
        try {
            if (fault.when() == When.BEFORE_THE_WORD) {
                fault.injection().begin(this);
            }
            try (var node = new DbcNode(broadcastPort)) {
                stalls.takeLongest();
                long sent = System.nanoTime();
                sayRenting(node, round);
                repeat(node, round);
                var injection = fault.when() == When.BEFORE_THE_WORD
                        ? CompletableFuture.completedFuture(true)
                        : inBackground(() -> inject(fault, round));
                took = awaitGone(processes, sent);
                stalled = stalls.takeLongest().toMillis();
                injected = injection.get(GONE_LIMIT.toSeconds(), TimeUnit.SECONDS);
                slowness = fault.startsAWatcher() ? slownessPercent(round) : 0;
            }
        } finally {
            flood.ifPresent(DatagramFlood::close);
            fault.injection().end(this);
        }
        watcher.awaitReady();
        var rate = flood.map(DatagramFlood::perSecondReached).orElse(0L);
        return measure(fault, round, took, injected, slowness, rate, stalled);
    }

    /**
     * Of a machine on which a watcher has started slowly; while the flood, and what is beside the cell, still goes on.
     */
    private long slownessPercent(List<Seat> round) throws IOException, InterruptedException {
        watcher.awaitReady();
        journal.readOn();
        return restartMillis(round) > Measured.FIT_RESTART_MILLIS ? ReferenceStart.slownessPercent() : 0;
    }

    private boolean inject(Fault fault, List<Seat> round) throws Exception {
        boolean reached = journal.awaitStep(fault.when().step(), machines(round), GONE_LIMIT);
        if (reached) {
            fault.injection().begin(this);
        }
        return reached;
    }

    private List<QemuDomain> startDomains(List<Seat> round) {
        startLibvirtdIfItCrashed();
        var started = new ArrayList<QemuDomain>();
        for (Seat seat : round) {
            started.add(QemuDomain.start(libvirtd.connectionUri(), DomainShape.named(seat.ownDomain())));
        }
        round.forEach(seat -> awaitOwnDomain(seat, "running"));
        return started;
    }

    /** As a host's service manager does: libvirtd 9.0.0 was seen to crash at SIGCONT, with clients gone. */
    private void startLibvirtdIfItCrashed() {
        if (libvirtd.hasEnded()) {
            libvirtd.start();
        }
    }

    private void sayRenting(DbcNode node, List<Seat> round) throws IOException {
        for (Seat seat : round) {
            node.say(seat.id(), "renting");
            said.add(heard(seat));
        }
    }

    private Told heard(Seat seat) {
        var at = Instant.now();
        var event = new BroadcastHeard(seat.id(), Word.RENTING, SENDER, at, 1, at, at);
        var id = UUID.randomUUID().toString();
        return new Told(
                said.size(),
                new Envelope(id, SENDER, at, event),
                EventCodec.json().missingNode());
    }

    /** As the DBC node does while a domain runs that is not its own: every 2 s (node_request_service.cpp). */
    private void repeat(DbcNode node, List<Seat> round) {
        for (int number = 1; number < NODE_REPEATS; number++) {
            var unused = threads.schedule(
                    () -> {
                        try {
                            sayRenting(node, round);
                        } catch (IOException e) {
                            // The round is over, and its socket closed.
                        }
                    },
                    number * NODE_REPEATS_SECONDS,
                    TimeUnit.SECONDS);
        }
    }

    private <T> CompletableFuture<T> inBackground(Callable<T> what) {
        var answer = new CompletableFuture<T>();
        threads.execute(() -> {
            try {
                answer.complete(what.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** From just before the first word until each was seen to be gone; the limit for one that stays. */
    private List<Duration> awaitGone(List<GuardedProcess> processes, long sentNanos) throws IOException {
        var took = new ArrayList<Optional<Duration>>();
        processes.forEach(process -> took.add(Optional.empty()));
        while (System.nanoTime() - sentNanos < GONE_LIMIT.toNanos()
                && took.stream().anyMatch(Optional::isEmpty)) {
            for (int i = 0; i < processes.size(); i++) {
                if (took.get(i).isEmpty() && processes.get(i).hasEnded()) {
                    took.set(i, Optional.of(Duration.ofNanos(System.nanoTime() - sentNanos)));
                }
            }
            journal.readOn();
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return took.stream().map(one -> one.orElse(GONE_LIMIT)).toList();
    }

    private List<Measured> measure(
            Fault fault,
            List<Seat> round,
            List<Duration> took,
            boolean injected,
            long slowness,
            long rate,
            long stalled)
            throws IOException, InterruptedException, ExecutionException {
        var measured = new ArrayList<Measured>();
        for (int i = 0; i < round.size(); i++) {
            var seat = round.get(i);
            var receipt = awaitReceipt(seat);
            journal.readOn();
            long restart = restartMillis(round);
            int vacates = journal.vacatesOf(seat.id().toString()).size();
            String complaint = complaint(fault, seat, receipt, vacates, injected);
            measured.add(new Measured(
                    fault.label(),
                    took.get(i).toMillis(),
                    receipt.path("endedBy").asText("none"),
                    receipt.path("outcome").asText("none"),
                    receipt.path("elapsedMillis").asLong(-1),
                    restart,
                    slowness,
                    rate,
                    stalled,
                    complaint));
        }
        return measured;
    }

    /** Its first step, seen to have been written, less when it was started. 0 if nothing was resumed. */
    private long restartMillis(List<Seat> round) {
        return journal.findResumed(machines(round))
                .map(resumed -> watcher.age()
                        .minus(Duration.between(resumed, Instant.now()))
                        .toMillis())
                .orElse(0L);
    }

    private JsonNode awaitReceipt(Seat seat) {
        Awaitility.await("the receipt of " + seat.name())
                .atMost(RECEIPT_LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    journal.readOn();
                    return watcher.machine(seat.name())
                            .at("/lastVacate/vacateId")
                            .isTextual();
                });
        return watcher.machine(seat.name()).path("lastVacate");
    }

    /** What is wrong with the vacate but for the time it took; empty if nothing is. */
    private String complaint(Fault fault, Seat seat, JsonNode receipt, int vacates, boolean injected)
            throws IOException {
        if (!injected) {
            return "the fault was never injected";
        }
        if (vacates != 1) {
            return "%d vacates were begun".formatted(vacates);
        }
        if (!receipt.path("outcome").asText().equals("on-time")) {
            return "the receipt says " + receipt.path("outcome").asText();
        }
        if (fault.injection() == Fault.Injection.WATCHER_KILLED_AND_JOURNAL_DAMAGED && !journal.isQuarantined()) {
            return "the damaged journal was not kept";
        }
        if (fault.injection() == Fault.Injection.BROKER_KILLED) {
            var told = topics().awaitOnly(VacateCompleted.class, seat.id());
            if (!told.path("hash").equals(receipt.path("hash"))) {
                return "Kafka has another receipt";
            }
        }
        return "";
    }

    private static Set<String> machines(List<Seat> round) {
        return round.stream().map(seat -> seat.id().toString()).collect(Collectors.toSet());
    }

    private void endAll() {
        threads.shutdownNow();
        stalls.close();
        started.forEach(QemuDomain::close);
        watcher.close();
        broker.close();
        libvirtd.close();
        try {
            journal.close();
        } catch (IOException e) {
            // it was read only
        }
    }

    /** Ends with the tests' own process, too. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        endAll();
    }
}
