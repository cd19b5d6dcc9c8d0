package io.dbcpool.hypervisor.libvirt;

import java.net.URI;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.libvirt.LibvirtException;

/**
 * Connections for calls, one call on one connection at a time. A daemon takes five calls of one connection at a time
 * ({@code max_client_requests}) and leaves further ones unread, so that on a shared connection a few calls that hang
 * would hold up all others.
 */
final class IdleConnections {

    /** More are closed after use. */
    private static final int MAX_IDLE = 4;

    interface Use<T> {
        T on(PointedConnect connect) throws LibvirtException, LibvirtFailure;
    }

    private final URI uri;
    private final Deque<PointedConnect> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    IdleConnections(URI uri) {
        this.uri = uri;
    }

    /** On the connection that was used last, or on a new one. */
    <T> T use(Use<T> use) throws LibvirtException, LibvirtFailure {
        Optional<PointedConnect> warm = takeLiving();
        PointedConnect connect = warm.isPresent() ? warm.get() : PointedConnect.open(uri);
        try {
            return use.on(connect);
        } finally {
            giveBack(connect);
        }
    }

    private Optional<PointedConnect> takeLiving() {
        PointedConnect connect = idle.pollFirst();
        while (connect != null && !connect.lives()) {
            connect.closeForGood();
            connect = idle.pollFirst();
        }
        return Optional.ofNullable(connect);
    }

    private void giveBack(PointedConnect connect) {
        if (connect.lives() && !closed && idle.size() < MAX_IDLE) {
            idle.addFirst(connect);
        } else {
            connect.closeForGood();
        }
    }

    /** Closes those that are not in use. */
    void drop() {
        for (PointedConnect connect = idle.pollFirst(); connect != null; connect = idle.pollFirst()) {
            connect.closeForGood();
        }
    }

    /** From now on each is closed after its use. */
    void close() {
        closed = true;
        drop();
    }
}
