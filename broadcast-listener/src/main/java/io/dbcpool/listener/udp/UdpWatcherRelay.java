package io.dbcpool.listener.udp;

import io.dbcpool.broadcast.Datagram;
import io.dbcpool.broadcast.RelayPorts;
import io.dbcpool.broadcast.RelaySender;
import io.dbcpool.listener.hearing.WatcherRelay;
import java.io.IOException;
import java.io.UncheckedIOException;

/** By UDP over loopback. */
public final class UdpWatcherRelay implements WatcherRelay, AutoCloseable {

    private final RelaySender sender;

    private UdpWatcherRelay(RelaySender sender) {
        this.sender = sender;
    }

    /** @throws IOException if the system has no socket left to give */
    public static UdpWatcherRelay open(int broadcastPort) throws IOException {
        return new UdpWatcherRelay(RelaySender.toLoopbackPort(RelayPorts.ofWatcher(broadcastPort)));
    }

    @Override
    public void relay(Datagram datagram) {
        sender.relay(datagram);
    }

    @Override
    public void close() {
        try {
            sender.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the relay's socket did not close", e);
        }
    }
}
