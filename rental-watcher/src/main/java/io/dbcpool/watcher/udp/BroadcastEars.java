package io.dbcpool.watcher.udp;

import io.dbcpool.broadcast.Datagram;
import io.dbcpool.broadcast.Datagram.Route;
import io.dbcpool.broadcast.DatagramReceiver;
import io.dbcpool.broadcast.ReceiverConfig;
import io.dbcpool.broadcast.ReceiverStatus;
import io.dbcpool.broadcast.RelayPorts;
import io.dbcpool.broadcast.RelaySender;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.guard.Observation;
import io.dbcpool.watcher.guard.Sources;
import java.io.IOException;
import java.util.function.BiConsumer;

/**
 * The watcher's own socket. It owns unicasts on this host, so what came as one is passed on to the broadcast-listener,
 * which would not see it otherwise.
 */
public final class BroadcastEars implements AutoCloseable {

    private final DatagramIntake intake;
    private final RelaySender listener;
    private final DatagramReceiver receiver;

    public BroadcastEars(PoolConfig config, Sources sources, BiConsumer<MachineId, Observation> observe)
            throws IOException {
        this.intake = new DatagramIntake(config, sources, observe);
        int port = config.broadcast().bind().getPort();
        this.listener = RelaySender.toLoopbackPort(RelayPorts.ofListener(port));
        var sockets = ReceiverConfig.ofBroadcasts(config.broadcast().bind())
                .withOwnUnicast()
                .withRelayPort(RelayPorts.ofWatcher(port));
        this.receiver = DatagramReceiver.start(sockets, this::onDatagram);
    }

    private void onDatagram(Datagram datagram) {
        intake.take(datagram);
        if (datagram.route() == Route.UNICAST) {
            listener.relay(datagram);
        }
    }

    public ReceiverStatus status() {
        return receiver.status();
    }

    @Override
    public void close() throws IOException {
        receiver.close();
        listener.close();
    }
}
