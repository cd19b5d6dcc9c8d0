package io.dbcpool.hypervisor.libvirt;

import io.dbcpool.hypervisor.Announcer;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.Hypervisor;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import io.dbcpool.hypervisor.LifecycleListener;
import io.dbcpool.hypervisor.StartResult;
import io.dbcpool.hypervisor.Subscription;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hypervisor over libvirt.
 *
 * <p>A thread of its own keeps one connection by which the daemon tells what happens: opens it, asks every second
 * whether the daemon lives, and opens another when it is lost. Calls go by connections of their own, so that none that
 * hangs holds up another; but while libvirt waits for a QEMU that hangs to end, it answers nothing else about that
 * domain.
 */
public final class LibvirtHypervisor implements Hypervisor {

    private static final Logger log = LoggerFactory.getLogger(LibvirtHypervisor.class);

    /** With the probe's own limit, a daemon that is frozen is noticed within 4 s, with keepalive or without. */
    private static final long PROBE_EVERY_MILLIS = 1_000;

    private final URI uri;
    private final ConnectionOpener opener;
    private final DomainLedger ledger = new DomainLedger();
    private final DomainCalls calls;
    private final Announcer announcer;
    private final Thread keeper;
    private volatile @Nullable EventConnection current;
    private volatile String whyNot = "the first connection is not open yet";
    private volatile boolean closed;

    /** @param uri as libvirt writes it, {@code qemu+tcp://127.0.0.1:16509/system} */
    public LibvirtHypervisor(URI uri) {
        this.uri = uri;
        this.opener = new ConnectionOpener(uri, ledger);
        this.calls = new DomainCalls(uri, ledger);
        this.announcer = new Announcer("libvirt-announcer");
        this.keeper = new Thread(this::keepConnected, "libvirt-keeper");
        keeper.setDaemon(true);
        keeper.start();
    }

    @Override
    public List<DomainSnapshot> listDomains() throws HypervisorUnavailableException {
        return connectedCalls().listDomains();
    }

    @Override
    public Optional<DomainSnapshot> findDomain(UUID uuid) throws HypervisorUnavailableException {
        return connectedCalls().findDomain(uuid);
    }

    @Override
    public Optional<DomainDefinition> findDefinition(UUID uuid) throws HypervisorUnavailableException {
        return connectedCalls().findDefinition(uuid);
    }

    @Override
    public void askToPowerOff(UUID uuid) throws HypervisorUnavailableException {
        connectedCalls().askToPowerOff(uuid);
    }

    @Override
    public void terminate(UUID uuid) throws HypervisorUnavailableException {
        connectedCalls().end("terminate " + uuid, uuid, LibvirtNative.DESTROY_GRACEFUL);
    }

    @Override
    public void destroy(UUID uuid) throws HypervisorUnavailableException {
        connectedCalls().end("destroy " + uuid, uuid, 0);
    }

    /** In one thread and on one handle, so that nothing comes between the look and the act. */
    @Override
    public boolean terminateIf(UUID uuid, Predicate<DomainDefinition> mayEnd) throws HypervisorUnavailableException {
        return connectedCalls().endIf("terminate " + uuid, uuid, LibvirtNative.DESTROY_GRACEFUL, mayEnd);
    }

    @Override
    public boolean destroyIf(UUID uuid, Predicate<DomainDefinition> mayEnd) throws HypervisorUnavailableException {
        return connectedCalls().endIf("destroy " + uuid, uuid, 0, mayEnd);
    }

    @Override
    public StartResult startIf(UUID uuid, Predicate<DomainDefinition> mayStart) throws HypervisorUnavailableException {
        return connectedCalls().startIf(uuid, mayStart);
    }

    @Override
    public Subscription subscribe(LifecycleListener listener) {
        return announcer.subscribe(listener);
    }

    @Override
    public boolean isConnected() {
        return current != null;
    }

    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
        calls.close();
        announcer.close();
    }

    /** Without a connection, a call would only find out again what is known. */
    private DomainCalls connectedCalls() throws HypervisorUnavailableException {
        if (current == null) {
            String reason = "not connected to " + uri + ": " + whyNot;
            throw new HypervisorUnavailableException(reason, new ConnectException(whyNot));
        }
        return calls;
    }

    private void keepConnected() {
        Backoff backoff = new Backoff();
        try {
            while (!closed) {
                long openedAt = System.nanoTime();
                try {
                    keep(opener.open());
                } catch (HypervisorUnavailableException e) {
                    if (!e.reason().equals(whyNot)) {
                        log.warn("cannot connect uri={} reason={}", uri, e.reason());
                    }
                    whyNot = e.reason();
                }
                Thread.sleep(backoff.after(Duration.ofNanos(System.nanoTime() - openedAt))
                        .toMillis());
            }
        } catch (InterruptedException e) {
            log.debug("closed uri={}", uri);
        }
    }

    /** Until the connection is lost. */
    private void keep(EventConnection connection) throws InterruptedException {
        current = connection;
        log.info("connected uri={}", uri);
        try {
            connection.announceTo(announcer, calls);
            whyNot = awaitLoss(connection);
            log.warn("connection lost uri={} reason={}", uri, whyNot);
        } finally {
            current = null;
            ledger.interrupted();
            opener.retire(connection);
            announcer.disconnected(whyNot);
            calls.dropConnections();
        }
    }

    private String awaitLoss(EventConnection connection) throws InterruptedException {
        while (true) {
            Optional<String> loss = connection.awaitLoss(PROBE_EVERY_MILLIS);
            if (loss.isPresent()) {
                return loss.get();
            }
            try {
                connection.probe(calls.pool());
            } catch (HypervisorUnavailableException e) {
                return e.reason();
            }
        }
    }
}
