package io.dbcpool.hypervisor.libvirt;

import com.sun.jna.Pointer;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that gives its pointer to {@link LibvirtNative}. */
final class PointedConnect extends Connect {

    private static final Logger log = LoggerFactory.getLogger(PointedConnect.class);

    /** A daemon that answers no keepalive for {@code 1 s × (3 + 1)} is lost, and calls to it fail. */
    private static final int KEEPALIVE_SECONDS = 1;

    private static final int KEEPALIVE_COUNT = 3;

    /**
     * Connections that libvirt still refers to although they were closed. It may yet call back, so their callbacks must
     * not be collected.
     */
    private static final Queue<Connect> STILL_REFERRED = new ConcurrentLinkedQueue<>();

    private final KeptHandles handles = new KeptHandles();

    private PointedConnect(URI uri) throws LibvirtException {
        super(uri.toString());
    }

    static PointedConnect open(URI uri) throws LibvirtException {
        EventLoop.ensureRunning();
        PointedConnect connect = new PointedConnect(uri);
        try {
            connect.setKeepAlive(KEEPALIVE_SECONDS, KEEPALIVE_COUNT);
        } catch (LibvirtException e) {
            log.debug("this connection has no keepalive, so only probes tell that it is lost", e);
        }
        return connect;
    }

    Pointer pointer() {
        return vcp.getPointer();
    }

    KeptHandles handles() {
        return handles;
    }

    /** As far as is known without asking. */
    boolean lives() {
        try {
            return isAlive();
        } catch (LibvirtException e) {
            return false;
        }
    }

    /** libvirt keeps a connection open for as long as one of its handles is. */
    void closeForGood() {
        handles.dropAll();
        try {
            if (close() > 0) {
                STILL_REFERRED.add(this);
            }
        } catch (LibvirtException e) {
            log.debug("a connection that ends could not close", e);
        }
    }
}
