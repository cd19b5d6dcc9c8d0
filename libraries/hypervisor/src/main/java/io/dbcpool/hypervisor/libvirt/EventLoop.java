package io.dbcpool.hypervisor.libvirt;

import java.util.concurrent.locks.LockSupport;
import org.libvirt.Connect;
import org.libvirt.Library;
import org.libvirt.LibvirtException;
import org.libvirt.jna.Libvirt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** libvirt's event loop, of which a process has one. It runs until the process ends. */
final class EventLoop {

    private static final Logger log = LoggerFactory.getLogger(EventLoop.class);

    /** Between two turns that failed, so that a loop that always fails does not take a whole core. */
    private static final long PAUSE_AFTER_FAILURE_NANOS = 100_000_000;

    /**
     * libvirt prints each error to stderr unless told otherwise. The reference must stay, because libvirt keeps a
     * pointer to it.
     */
    private static final Libvirt.VirErrorCallback SILENT = (userData, error) -> {};

    private static boolean running;

    private EventLoop() {}

    /** Has to be called before a connection is opened: one that is opened before has neither events nor keepalive. */
    static synchronized void ensureRunning() throws LibvirtException {
        if (running) {
            return;
        }
        Connect.setErrorCallback(SILENT);
        Library.initEventLoop();
        Thread thread = new Thread(EventLoop::turn, "libvirt-events");
        thread.setDaemon(true);
        thread.start();
        running = true;
    }

    private static void turn() {
        while (true) {
            try {
                Library.processEvent();
            } catch (LibvirtException | RuntimeException e) {
                log.warn("libvirt's event loop failed and goes on", e);
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
            }
        }
    }
}
