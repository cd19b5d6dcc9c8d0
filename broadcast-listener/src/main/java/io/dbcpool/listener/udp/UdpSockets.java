package io.dbcpool.listener.udp;

import io.dbcpool.broadcast.DatagramListener;
import io.dbcpool.broadcast.DatagramReceiver;
import io.dbcpool.broadcast.ReceiverConfig;
import io.dbcpool.broadcast.ReceiverStatus;
import io.dbcpool.broadcast.RelayPorts;
import io.dbcpool.broadcast.SocketDrops;
import io.dbcpool.configuration.PoolConfig;
import java.time.Duration;

/**
 * The broadcast socket, and the one on which the rental-watcher passes unicasts on: where it runs on this host, it has
 * the sockets on the host's own addresses.
 */
public final class UdpSockets implements AutoCloseable {

    private final DatagramQueue queue;
    private final DatagramReceiver receiver;
    private final SocketDrops drops = new SocketDrops();

    private UdpSockets(DatagramQueue queue, DatagramReceiver receiver) {
        this.queue = queue;
        this.receiver = receiver;
    }

    /** A port that is taken is no exception: {@link #status} says so, and it is tried again. */
    public static UdpSockets open(PoolConfig config, DatagramListener listener) {
        var bind = config.broadcast().bind();
        var usual = new UsualWords(
                config.machines().stream().map(PoolConfig.Machine::id).toList());
        var queue = DatagramQueue.start(usual::has, listener);
        var receiving = ReceiverConfig.ofBroadcasts(bind).withRelayPort(RelayPorts.ofListener(bind.getPort()));
        return new UdpSockets(queue, DatagramReceiver.start(receiving, queue));
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

    /** How long ago that of the two threads came round which came round less lately. */
    public Duration sinceLastTurn() {
        var receiving = receiver.sinceLastTurn();
        var hearing = queue.sinceLastTurn();
        return receiving.compareTo(hearing) > 0 ? receiving : hearing;
    }

    /** How many datagrams were shed, in a flood, because there was no room for them. */
    public long shed() {
        return queue.shed();
    }

    /** How many datagrams are off the socket and wait to be heard. */
    public int waiting() {
        return queue.size();
    }

    /** Returns when everything that was taken off the sockets was heard. */
    @Override
    public void close() {
        receiver.close();
        queue.close();
    }
}
