package io.dbcpool.hypervisor.libvirt;

import com.sun.jna.Pointer;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;

/** A connection that gives its pointer to {@link LibvirtNative}. */
final class PointedConnect extends Connect {

    /**
     * Connections that libvirt still refers to although they were closed. It may yet call back, so their callbacks must
     * not be collected.
     */
    private static final Queue<Connect> STILL_REFERRED = new ConcurrentLinkedQueue<>();

    PointedConnect(URI uri) throws LibvirtException {
        super(uri.toString());
    }

    Pointer pointer() {
        return vcp.getPointer();
    }

    void closeForGood() throws LibvirtException {
        if (close() > 0) {
            STILL_REFERRED.add(this);
        }
    }
}
