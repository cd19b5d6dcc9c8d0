package io.dbcpool.hypervisor.libvirt;

import io.dbcpool.hypervisor.HypervisorUnavailableException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens connections, and leaves those alone that hang while they open or close. How many it leaves at a time is
 * bounded: with {@link #MAX_LEFT}, it waits until one of them ends.
 */
final class ConnectionOpener {

    static final int MAX_LEFT = 8;

    private static final long OPEN_LIMIT_MILLIS = 5_000;

    private final URI uri;
    private final DomainLedger ledger;
    private final Semaphore permits = new Semaphore(MAX_LEFT);

    ConnectionOpener(URI uri, DomainLedger ledger) {
        this.uri = uri;
        this.ledger = ledger;
    }

    EventConnection open() throws HypervisorUnavailableException, InterruptedException {
        if (!permits.tryAcquire(OPEN_LIMIT_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new HypervisorUnavailableException(
                    MAX_LEFT + " connections hang", new TimeoutException("none of them ended"));
        }
        CompletableFuture<EventConnection> opening = new CompletableFuture<>();
        Thread thread = new Thread(() -> open(opening), "libvirt-open");
        thread.setDaemon(true);
        thread.start();
        try {
            return opening.get(OPEN_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            leave(opening);
            throw new HypervisorUnavailableException("no answer within " + OPEN_LIMIT_MILLIS + " ms", e);
        } catch (InterruptedException e) {
            leave(opening);
            throw e;
        } catch (ExecutionException e) {
            throw new HypervisorUnavailableException(reason(e), e);
        }
    }

    private void open(CompletableFuture<EventConnection> opening) {
        try {
            EventConnection opened = EventConnection.open(uri, ledger);
            if (!opening.complete(opened)) {
                retire(opened); // nobody waits for it any more
            }
        } catch (Exception | LinkageError e) { // LinkageError: the machine has no libvirt
            permits.release();
            opening.completeExceptionally(e);
        }
    }

    private void leave(CompletableFuture<EventConnection> opening) {
        if (!opening.cancel(false) && !opening.isCompletedExceptionally()) {
            retire(opening.join());
        }
    }

    void retire(EventConnection connection) {
        connection.retire(permits::release);
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof LinkageError
                ? "libvirt's client library is missing: install libvirt0 (" + cause.getMessage() + ")"
                : String.valueOf(cause.getMessage());
    }
}
