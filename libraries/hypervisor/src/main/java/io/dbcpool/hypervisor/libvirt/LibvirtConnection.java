package io.dbcpool.hypervisor.libvirt;

import io.dbcpool.hypervisor.Announcer;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.Hypervisor;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;
import org.libvirt.event.DomainEvent;
import org.libvirt.event.DomainEventType;
import org.libvirt.event.LifecycleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open connection, from its opening until it is lost. It is never repaired, only replaced. */
final class LibvirtConnection {

    private static final Logger log = LoggerFactory.getLogger(LibvirtConnection.class);

    /** One unanswered keepalive after {@code 1 s × (3 + 1)} ends the connection. */
    private static final int KEEPALIVE_SECONDS = 1;

    private static final int KEEPALIVE_COUNT = 3;

    /**
     * A daemon takes five calls of one connection at a time ({@code max_client_requests}); with this many that go on
     * beyond the limit, the rest of a vacate's calls may have to wait, so take a new connection before that.
     */
    private static final int MAX_OVERDUE = 2;

    private record Event(UUID uuid, String name, DomainEventType type, Instant observedAt) {}

    private final PointedConnect connect;
    private final boolean takesShutdownFlags;
    private final CallPool calls = new CallPool("libvirt-call");
    private final BlockingQueue<String> losses = new LinkedBlockingQueue<>();
    private final LifecycleListener onLifecycle = this::onLifecycle;
    private final List<Event> early = new ArrayList<>();
    private @Nullable DomainLedger ledger;
    private @Nullable Announcer announcer;

    private LibvirtConnection(PointedConnect connect) throws LibvirtException {
        this.connect = connect;
        this.takesShutdownFlags = !connect.getType().equalsIgnoreCase("test");
    }

    /** May take as long as the network and the daemon please. */
    static LibvirtConnection open(URI uri) throws LibvirtException, LibvirtFailure {
        EventLoop.ensureRunning();
        LibvirtConnection opened = new LibvirtConnection(new PointedConnect(uri));
        try {
            opened.watch();
            return opened;
        } catch (LibvirtException | LibvirtFailure | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void watch() throws LibvirtException, LibvirtFailure {
        try {
            connect.setKeepAlive(KEEPALIVE_SECONDS, KEEPALIVE_COUNT);
        } catch (LibvirtException e) {
            log.debug("this connection has no keepalive, so only probes tell that it is lost", e);
        }
        try {
            connect.registerCloseListener((closed, reason) -> losses.add("closed: " + reason));
        } catch (LibvirtException e) {
            log.debug("this connection does not tell when it closes, so only probes do", e);
        }
        connect.addLifecycleListener(onLifecycle);
        List<DomainSnapshot> listed = DomainHandle.listSnapshots(connect.pointer());
        synchronized (this) {
            ledger = new DomainLedger(listed);
        }
    }

    /** Begins to tell; what happened since the connection opened is told first. */
    synchronized void announceTo(Announcer listeners) {
        listeners.connected();
        announcer = listeners;
        early.forEach(this::announce);
        early.clear();
    }

    private synchronized void stopAnnouncing() {
        announcer = null;
    }

    /** Called by libvirt from inside of itself, so it only hands over. Name and UUID are at hand in the handle. */
    private int onLifecycle(Domain domain, DomainEvent event) {
        try {
            Event happened = new Event(
                    UUID.fromString(domain.getUUIDString()), domain.getName(), event.getType(), Instant.now());
            domain.free();
            synchronized (this) {
                if (announcer == null) {
                    early.add(happened);
                } else {
                    announce(happened);
                }
            }
        } catch (LibvirtException e) {
            log.warn("an event could not be read, so the connection is replaced and domains are listed again", e);
            losses.add("an event could not be read");
        }
        return 0;
    }

    private void announce(Event event) {
        if (ledger != null && announcer != null) {
            announcer.changed(ledger.apply(event.uuid(), event.name(), event.type(), event.observedAt()));
        }
    }

    /** Waits so long for the connection to be lost; the reason, if it is. */
    Optional<String> awaitLoss(long millis) throws InterruptedException {
        return Optional.ofNullable(losses.poll(millis, TimeUnit.MILLISECONDS)).or(this::findOverload);
    }

    private Optional<String> findOverload() {
        int overdue = calls.countOverdue();
        return overdue >= MAX_OVERDUE ? Optional.of(overdue + " calls hang") : Optional.empty();
    }

    /** Asks the daemon for something trivial; throws if it does not answer. */
    void probe() throws HypervisorUnavailableException {
        call("probe", Connect::getLibVersion);
    }

    interface Query<T> {
        T ask(PointedConnect connect) throws LibvirtException, LibvirtFailure;
    }

    interface Act {
        void on(DomainHandle domain) throws LibvirtFailure;
    }

    <T> T call(String name, Query<T> query) throws HypervisorUnavailableException {
        long giveUpAt = giveUpAt();
        return calls.await(name, calls.begin(() -> query.ask(connect)), giveUpAt);
    }

    interface Look<T> {
        Optional<T> at(DomainHandle domain) throws LibvirtFailure;
    }

    /** Empty if there is no such domain. */
    <T> Optional<T> find(String name, UUID uuid, Look<T> look) throws HypervisorUnavailableException {
        return call(name, connect -> {
            Optional<DomainHandle> found = DomainHandle.find(connect.pointer(), uuid);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            try (DomainHandle domain = found.get()) {
                return look.at(domain);
            }
        });
    }

    void act(String name, UUID uuid, Act act) throws HypervisorUnavailableException {
        long giveUpAt = giveUpAt();
        calls.await(name, begin(name, uuid, act), giveUpAt);
    }

    /**
     * By the agent and by ACPI, both at once: libvirt by itself tries ACPI only after it has waited several seconds for
     * an agent that hangs.
     */
    void askToPowerOff(UUID uuid) throws HypervisorUnavailableException {
        if (!takesShutdownFlags) {
            act("ask " + uuid, uuid, domain -> domain.shutDown(0));
            return;
        }
        long giveUpAt = giveUpAt();
        String agentName = "ask agent of " + uuid;
        CompletableFuture<?> agent = begin(agentName, uuid, domain -> domain.shutDown(LibvirtNative.SHUTDOWN_AGENT));
        try {
            String name = "ask by ACPI " + uuid;
            calls.await(name, begin(name, uuid, domain -> domain.shutDown(LibvirtNative.SHUTDOWN_ACPI)), giveUpAt);
        } catch (HypervisorUnavailableException withoutAcpi) {
            try {
                calls.await(agentName, agent, giveUpAt);
            } catch (HypervisorUnavailableException withoutAgent) {
                withoutAcpi.addSuppressed(withoutAgent);
                throw withoutAcpi;
            }
        }
    }

    private CompletableFuture<Boolean> begin(String name, UUID uuid, Act act) {
        return calls.beginOrJoin(name, () -> {
            Optional<DomainHandle> found = DomainHandle.find(connect.pointer(), uuid);
            if (found.isPresent()) {
                try (DomainHandle domain = found.get()) {
                    act.on(domain);
                }
            }
            return found.isPresent();
        });
    }

    private static long giveUpAt() {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Hypervisor.CALL_LIMIT_MILLIS);
    }

    /** Tells no more, takes no more calls, and closes once those that are under way have ended, which may be never. */
    void retire(Runnable onceClosed) {
        stopAnnouncing();
        calls.shutdown();
        Thread closing = new Thread(
                () -> {
                    try {
                        calls.awaitEnd();
                        close();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        onceClosed.run();
                    }
                },
                "libvirt-close");
        closing.setDaemon(true);
        closing.start();
    }

    /** libvirt holds on to whatever is registered, so that first. Each step may fail on a lost connection. */
    private void close() {
        attempt("stop telling of its closing", connect::unregisterCloseListener);
        attempt("stop telling of domains", () -> connect.removeLifecycleListener(onLifecycle));
        attempt("close", connect::closeForGood);
    }

    private interface Step {
        void take() throws LibvirtException;
    }

    private static void attempt(String what, Step step) {
        try {
            step.take();
        } catch (LibvirtException e) {
            log.debug("a connection that ends could not {}", what, e);
        }
    }
}
