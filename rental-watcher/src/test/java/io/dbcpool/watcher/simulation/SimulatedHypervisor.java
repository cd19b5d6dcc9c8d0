package io.dbcpool.watcher.simulation;

import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.hypervisor.Hypervisor;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import io.dbcpool.hypervisor.LifecycleListener;
import io.dbcpool.hypervisor.StartResult;
import io.dbcpool.hypervisor.Subscription;
import io.dbcpool.watcher.simulation.SimulatedDomain.Whose;
import io.dbcpool.watcher.simulation.SimulatedHost.Libvirt;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One watcher's connection to the host's libvirtd. */
final class SimulatedHypervisor implements Hypervisor {

    /** One for all: its stack would cost more than the history. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final IllegalStateException NO_ANSWER = new IllegalStateException("no answer");

    private static final String NOBODYS_NAME = "nobody-s-vm";

    private final World world;
    private final SimulatedWatcher watcher;
    private final SimulatedHost host;
    private final Agenda agenda;
    private final Dice dice;
    private @Nullable LifecycleListener listener;
    private boolean connected;
    private boolean closed;
    private long toldAtNanos;
    private long undisturbedSinceNanos;

    SimulatedHypervisor(World world, SimulatedWatcher watcher, Dice dice) {
        this.world = world;
        this.watcher = watcher;
        this.host = world.host();
        this.agenda = world.agenda();
        this.dice = dice;
        this.toldAtNanos = agenda.nowNanos();
        host.connect(this);
        onLibvirtChanged();
    }

    /** A lost connection is noticed at once, one that hangs by a probe that is not answered. */
    void onLibvirtChanged() {
        undisturbedSinceNanos = agenda.nowNanos();
        var now = host.libvirt();
        long after = now == Libvirt.HUNG ? dice.millis(3_000, 8_000) : dice.millis(5, 500);
        agenda.after(after, () -> {
            boolean up = now == Libvirt.UP || now == Libvirt.FAILING;
            if (host.libvirt() == now && up != connected && !closed) {
                connected = up;
                undisturbedSinceNanos = agenda.nowNanos();
                if (!up && world.bug(Bug.LOSSES_ARE_NOT_TOLD)) {
                    return;
                }
                tell(heard -> {
                    if (up) {
                        heard.onConnected();
                    } else {
                        heard.onDisconnected("libvirtd is " + now);
                    }
                });
            }
        });
    }

    void tell(DomainSnapshot snapshot) {
        if (connected && host.libvirt() != Libvirt.HUNG && !world.bug(Bug.CHANGES_ARE_NOT_TOLD)) {
            seen(snapshot).ifPresent(seen -> tell(heard -> heard.onChanged(seen)));
        }
    }

    /** Since when libvirtd is as it is, and this connection to it. */
    long undisturbedSinceNanos() {
        return undisturbedSinceNanos;
    }

    private List<DomainSnapshot> list() {
        return host.list().stream().flatMap(snapshot -> seen(snapshot).stream()).toList();
    }

    /** With the bug that is planted. */
    private Optional<DomainSnapshot> seen(DomainSnapshot snapshot) {
        if (world.bug(Bug.RENTERS_DOMAINS_SAY_NOTHING)) {
            return Optional.of(snapshot)
                    .filter(seen -> host.find(seen.uuid())
                            .filter(domain -> domain.whose() == Whose.RENTERS || domain.whose() == Whose.VERIFIERS)
                            .isEmpty());
        }
        return Optional.of(
                world.bug(Bug.OWNERS_ARE_NOT_RECOGNISED) && snapshot.name().equals(World.OWNERS_NAME)
                        ? new DomainSnapshot(
                                snapshot.uuid(),
                                NOBODYS_NAME,
                                snapshot.state(),
                                snapshot.persistent(),
                                snapshot.observedAt())
                        : snapshot);
    }

    /** One after the other, some time later. */
    private void tell(java.util.function.Consumer<LifecycleListener> what) {
        toldAtNanos = Math.max(toldAtNanos, agenda.nowNanos() + dice.seldomLongMillis(1, 400));
        agenda.at(toldAtNanos, () -> {
            var heard = listener;
            if (heard != null && !closed) {
                watcher.act(() -> what.accept(heard));
            }
        });
    }

    private void call() throws HypervisorUnavailableException {
        boolean fails = host.libvirt() == Libvirt.FAILING && dice.chance(0.5);
        if (!connected || host.libvirt() == Libvirt.DOWN || host.libvirt() == Libvirt.HUNG || fails) {
            throw new HypervisorUnavailableException("libvirtd is " + host.libvirt(), NO_ANSWER);
        }
    }

    @Override
    public List<DomainSnapshot> listDomains() throws HypervisorUnavailableException {
        call();
        return list();
    }

    @Override
    public Optional<DomainSnapshot> findDomain(UUID uuid) throws HypervisorUnavailableException {
        call();
        return list().stream().filter(domain -> domain.uuid().equals(uuid)).findFirst();
    }

    @Override
    public Optional<DomainDefinition> findDefinition(UUID uuid) throws HypervisorUnavailableException {
        call();
        return host.find(uuid).map(this::asRead);
    }

    /** With the bug that is planted. */
    private DomainDefinition asRead(SimulatedDomain domain) {
        var definition = domain.definition();
        if (world.bug(Bug.MARKERS_ARE_NOT_READ)) {
            return SimulatedDomain.define(domain.uuid(), World.OWNERS_NAME, definition.onPoweroff(), Optional.empty());
        }
        return world.bug(Bug.OWNERS_ARE_NOT_RECOGNISED) && definition.name().equals(World.OWNERS_NAME)
                ? SimulatedDomain.define(
                        domain.uuid(), NOBODYS_NAME, definition.onPoweroff(), definition.hypervVendorId())
                : definition;
    }

    @Override
    public void askToPowerOff(UUID uuid) throws HypervisorUnavailableException {
        call();
        touch(uuid, "asked to power off").ifPresent(domain -> {
            boolean hears = domain.state() == DomainState.RUNNING && !domain.restartsOnPoweroff();
            domain.process().filter(process -> hears).ifPresent(SimulatedProcess::ask);
        });
    }

    @Override
    public void terminate(UUID uuid) throws HypervisorUnavailableException {
        call();
        touch(uuid, "ended by SIGTERM of libvirt")
                .flatMap(SimulatedDomain::process)
                .ifPresent(SimulatedProcess::term);
    }

    /** SIGTERM, and SIGKILL after 10 s. */
    @Override
    public void destroy(UUID uuid) throws HypervisorUnavailableException {
        call();
        touch(uuid, "destroyed").flatMap(SimulatedDomain::process).ifPresent(process -> {
            process.term();
            agenda.after(10_000_000_000L, process::kill);
        });
    }

    private Optional<SimulatedDomain> touch(UUID uuid, String how) {
        watcher.mayDie();
        var domain = host.find(uuid);
        domain.ifPresent(touched -> world.witness().onTouched(watcher, touched, how));
        return domain;
    }

    @Override
    public StartResult startIf(UUID uuid, Predicate<DomainDefinition> mayStart) throws HypervisorUnavailableException {
        call();
        watcher.mayDie();
        var domain = host.find(uuid);
        if (domain.isEmpty()) {
            return StartResult.GONE;
        }
        if (!findDefinition(uuid).filter(mayStart).isPresent()) {
            return StartResult.NOT_ALLOWED;
        }
        if (domain.get().isRunning() || domain.get().state() != DomainState.SHUT_OFF) {
            return StartResult.ACTIVE_ALREADY;
        }
        world.witness().onStarted(watcher, domain.get());
        host.start(domain.get());
        return StartResult.STARTED;
    }

    @Override
    public Subscription subscribe(LifecycleListener subscriber) {
        listener = subscriber;
        if (connected) {
            tell(LifecycleListener::onConnected);
        }
        return () -> listener = null;
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public void close() {
        closed = true;
        host.disconnect(this);
    }
}
