package io.dbcpool.watcher.simulation;

import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.process.QemuProcess;
import io.dbcpool.watcher.simulation.SimulatedDomain.Whose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The GPU host as it really is: its domains, their processes, and how libvirtd is. */
final class SimulatedHost {

    enum Libvirt {
        UP,
        /** Killed, or being restarted. */
        DOWN,
        /** Under SIGSTOP: nothing is answered, and connections stay open. */
        HUNG,
        /** Every other call fails at once. */
        FAILING
    }

    /** libvirt looks that often whether a process is gone. */
    private static final long LOOKS_EVERY_MILLIS = 200;

    private final Agenda agenda;
    private final Dice dice;
    private final Wall wall;
    private final Consumer<String> note;
    private final Map<UUID, SimulatedDomain> domains = new LinkedHashMap<>();
    private final List<SimulatedHypervisor> connections = new ArrayList<>();
    private Libvirt libvirt = Libvirt.UP;
    private Optional<List<DomainSnapshot>> lie = Optional.empty();
    private boolean hasLied;
    private boolean signalsForbidden;
    private long blindUntilNanos = Long.MIN_VALUE;
    private int pids = 1_000;

    SimulatedHost(Agenda agenda, Dice dice, Wall wall, Consumer<String> note) {
        this.note = note;
        this.agenda = agenda;
        this.dice = dice;
        this.wall = wall;
    }

    void define(SimulatedDomain domain) {
        domains.put(domain.uuid(), domain);
    }

    void undefine(SimulatedDomain domain) {
        domains.remove(domain.uuid());
    }

    Optional<SimulatedDomain> find(UUID uuid) {
        return Optional.ofNullable(domains.get(uuid));
    }

    List<SimulatedDomain> all() {
        return List.copyOf(domains.values());
    }

    boolean isAnyRunning(Whose whose) {
        return domains.values().stream().anyMatch(domain -> domain.whose() == whose && domain.isRunning());
    }

    void start(SimulatedDomain domain) {
        domains.putIfAbsent(domain.uuid(), domain);
        int pid = pids++;
        var process = new SimulatedProcess(
                agenda,
                new QemuProcess(pid, agenda.nowNanos() / 10_000_000, domain.uuid()),
                domain.temperament(),
                () -> onEnd(domain));
        domain.runIn(process);
        become(domain, DomainState.RUNNING);
    }

    void become(SimulatedDomain domain, DomainState state) {
        note.accept("domain %s of %s is %s".formatted(domain.uuid(), domain.whose(), state));
        domain.become(state);
        announce(domain);
    }

    /** libvirt sees it when it looks, if it does. */
    private void onEnd(SimulatedDomain domain) {
        note.accept("process of domain %s ends".formatted(domain.uuid()));
        agenda.after(dice.millis(1, LOOKS_EVERY_MILLIS), () -> noticeEnd(domain));
    }

    private void noticeEnd(SimulatedDomain domain) {
        if (domain.isRunning() || domain.state() == DomainState.SHUT_OFF) {
            return;
        }
        if (libvirt == Libvirt.HUNG || libvirt == Libvirt.DOWN) {
            agenda.after(dice.millis(100, 500), () -> noticeEnd(domain));
            return;
        }
        become(domain, DomainState.SHUT_OFF);
        if (!domain.persistent()) {
            domains.remove(domain.uuid());
        }
    }

    private void announce(SimulatedDomain domain) {
        var snapshot = domain.snapshot(wall.instant());
        connections.forEach(connection -> connection.tell(snapshot));
    }

    void connect(SimulatedHypervisor connection) {
        connections.add(connection);
    }

    void disconnect(SimulatedHypervisor connection) {
        connections.remove(connection);
    }

    Libvirt libvirt() {
        return libvirt;
    }

    /** From now on libvirtd is so. */
    void libvirt(Libvirt now) {
        note.accept("libvirtd is " + now);
        libvirt = now;
        List.copyOf(connections).forEach(SimulatedHypervisor::onLibvirtChanged);
    }

    /** Whoever lists its domains is told, until it ends, what is so now. */
    void beginToLie() {
        note.accept("libvirtd begins to lie");
        lie = Optional.of(snapshots());
        hasLied = true;
    }

    void endLie() {
        note.accept("libvirtd lies no more");
        lie = Optional.empty();
    }

    boolean isLying() {
        return lie.isPresent();
    }

    /** Whether it ever has. */
    boolean hasLied() {
        return hasLied;
    }

    List<DomainSnapshot> list() {
        return lie.orElseGet(this::snapshots);
    }

    private List<DomainSnapshot> snapshots() {
        return domains.values().stream()
                .map(domain -> domain.snapshot(wall.instant()))
                .toList();
    }

    /** The watcher has lost CAP_KILL, or has it again. */
    void forbidSignals(boolean now) {
        note.accept("signals are forbidden: " + now);
        signalsForbidden = now;
    }

    boolean areSignalsForbidden() {
        return signalsForbidden;
    }

    /** For so long the kernel tells nothing of its processes. */
    void blindFor(long nanos) {
        note.accept("processes cannot be looked for during %.3f s".formatted(nanos / 1e9));
        blindUntilNanos = Math.max(blindUntilNanos, agenda.nowNanos() + nanos);
    }

    void endBlindness() {
        blindUntilNanos = agenda.nowNanos();
    }

    boolean wasBlindSince(long nanos) {
        return blindUntilNanos > nanos;
    }

    boolean isBlind() {
        return agenda.nowNanos() < blindUntilNanos;
    }
}
