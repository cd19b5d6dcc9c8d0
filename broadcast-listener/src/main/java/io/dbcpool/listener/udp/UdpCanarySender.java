package io.dbcpool.listener.udp;

import io.dbcpool.broadcast.BroadcastSender;
import io.dbcpool.listener.canary.CanarySender;
import java.io.IOException;
import java.net.InetSocketAddress;

/** From a socket of its own for each, because the host's addresses and routes come and go. */
public record UdpCanarySender(InetSocketAddress to) implements CanarySender {

    @Override
    public void send(byte[] datagram) throws IOException {
        try (var sender = BroadcastSender.to(to)) {
            sender.send(datagram);
        }
    }
}
