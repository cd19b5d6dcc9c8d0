package io.dbcpool.hypervisor.libvirt;

import io.dbcpool.hypervisor.Announcer;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;
import org.libvirt.event.DomainEvent;
import org.libvirt.event.DomainEventType;
import org.libvirt.event.LifecycleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection by which the daemon tells what happens, from its opening until it is lost. It is never repaired. */
final class EventConnection {

    private static final Logger log = LoggerFactory.getLogger(EventConnection.class);

    /** For the list that a connection begins with, which a domain that hangs may hold up. */
    private static final Duration FIRST_LIST_LIMIT = Duration.ofSeconds(1);

    private record Event(UUID uuid, String name, DomainEventType type, Instant observedAt) {}

    private final PointedConnect connect;
    private final DomainLedger ledger;
    private final BlockingQueue<String> losses = new LinkedBlockingQueue<>();
    private final LifecycleListener onLifecycle = this::onLifecycle;
    private final List<Event> early = new ArrayList<>();
    private volatile CompletableFuture<?> probe = CompletableFuture.completedFuture(null);
    private @Nullable Announcer announcer;

    private EventConnection(PointedConnect connect, DomainLedger ledger) {
        this.connect = connect;
        this.ledger = ledger;
    }

    /** May take as long as the network and the daemon please. */
    static EventConnection open(URI uri, DomainLedger ledger) throws LibvirtException {
        EventConnection opened = new EventConnection(PointedConnect.open(uri), ledger);
        try {
            opened.watch();
            return opened;
        } catch (LibvirtException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void watch() throws LibvirtException {
        try {
            connect.registerCloseListener((closed, reason) -> losses.add("closed: " + reason));
        } catch (LibvirtException e) {
            log.debug("this connection does not tell when it closes, so only probes do", e);
        }
        connect.addLifecycleListener(onLifecycle);
    }

    /** Begins to tell; what happened since the connection opened is told first. */
    void announceTo(Announcer listeners, DomainCalls calls) {
        try {
            ledger.begin(calls.listDomains(FIRST_LIST_LIMIT));
        } catch (HypervisorUnavailableException e) {
            log.warn("domains cannot be listed yet, so what is told of them may lack whether they are persistent", e);
        }
        beginToAnnounce(listeners);
    }

    private synchronized void beginToAnnounce(Announcer listeners) {
        listeners.connected();
        announcer = listeners;
        early.forEach(event -> announce(listeners, event));
        early.clear();
    }

    private synchronized void stopAnnouncing() {
        announcer = null;
    }

    /** Called by libvirt from inside of itself, so it only hands over. Name and UUID are at hand in the handle. */
    private int onLifecycle(Domain domain, DomainEvent event) {
        try {
            UUID uuid = UUID.fromString(domain.getUUIDString());
            hear(new Event(uuid, domain.getName(), event.getType(), Instant.now()));
            domain.free();
        } catch (LibvirtException e) {
            log.warn("an event could not be read, so the connection is replaced and domains are listed again", e);
            losses.add("an event could not be read");
        }
        return 0;
    }

    private synchronized void hear(Event event) {
        if (announcer == null) {
            early.add(event);
        } else {
            announce(announcer, event);
        }
    }

    private void announce(Announcer listeners, Event event) {
        listeners.changed(ledger.apply(event.uuid(), event.name(), event.type(), event.observedAt()));
    }

    /** Waits so long for the connection to be lost; the reason, if it is. */
    Optional<String> awaitLoss(long millis) throws InterruptedException {
        return Optional.ofNullable(losses.poll(millis, TimeUnit.MILLISECONDS));
    }

    /** Asks the daemon for something that no domain can hold up; throws if it does not answer. */
    void probe(CallPool calls) throws HypervisorUnavailableException {
        CompletableFuture<Long> answer = calls.begin(connect::getLibVersion);
        probe = answer;
        calls.await("probe", answer, CallPool.giveUpAt());
    }

    /** Tells no more, and closes once a probe that is under way has ended, which may be never. */
    void retire(Runnable onceClosed) {
        stopAnnouncing();
        Thread closing = new Thread(() -> closeAfter(probe, onceClosed), "libvirt-close");
        closing.setDaemon(true);
        closing.start();
    }

    private void closeAfter(CompletableFuture<?> lastProbe, Runnable onceClosed) {
        try {
            lastProbe.join();
        } catch (CompletionException | CancellationException e) {
            log.debug("the last probe of a lost connection failed", e);
        }
        close();
        onceClosed.run();
    }

    /** libvirt holds on to whatever is registered, so that first. Each step may fail on a lost connection. */
    private void close() {
        attempt("stop telling of its closing", connect::unregisterCloseListener);
        attempt("stop telling of domains", () -> connect.removeLifecycleListener(onLifecycle));
        connect.closeForGood();
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
