package io.dbcpool.broadcast;

/**
 * Where our services on one host pass datagrams on to each other, on 127.0.0.1. A unicast reaches only one of the
 * sockets that share a port; these two bring it to the other service.
 */
public final class RelayPorts {

    private RelayPorts() {}

    public static int ofWatcher(int broadcastPort) {
        return broadcastPort + 1;
    }

    public static int ofListener(int broadcastPort) {
        return broadcastPort + 2;
    }
}
