package io.dbcpool.listener.udp;

import io.dbcpool.broadcast.DatagramListener;
import io.dbcpool.broadcast.DatagramReceiver;
import io.dbcpool.broadcast.ReceiverConfig;
import io.dbcpool.broadcast.ReceiverStatus;
import io.dbcpool.broadcast.RelayPorts;
import io.dbcpool.broadcast.SocketDrops;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * The broadcast socket, and the one on which the rental-watcher passes unicasts on: where it runs on this host, it has
 * the sockets on the host's own addresses.
 */
public final class UdpSockets implements AutoCloseable {

    private final DatagramReceiver receiver;
    private final SocketDrops drops = new SocketDrops();

    private UdpSockets(DatagramReceiver receiver) {
        this.receiver = receiver;
    }

    /** A port that is taken is no exception: {@link #status} says so, and it is tried again. */
    public static UdpSockets open(InetSocketAddress bind, DatagramListener listener) {
        return new UdpSockets(DatagramReceiver.start(
                ReceiverConfig.ofBroadcasts(bind).withRelayPort(RelayPorts.ofListener(bind.getPort())), listener));
    }

    public ReceiverStatus status() {
        return receiver.status();
    }

    /** How many datagrams the kernel dropped because we did not take them in time. */
    public long drops() {
        return receiver.localPort().isPresent()
                ? drops.total(receiver.localPort().getAsInt())
                : 0;
    }

    public long socketErrors() {
        return receiver.socketErrors();
    }

    public Duration sinceLastTurn() {
        return receiver.sinceLastTurn();
    }

    @Override
    public void close() {
        receiver.close();
    }
}
