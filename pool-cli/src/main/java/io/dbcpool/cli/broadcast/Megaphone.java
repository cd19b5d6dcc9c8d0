package io.dbcpool.cli.broadcast;

import io.dbcpool.broadcast.BroadcastSender;
import io.dbcpool.cli.CannotReachException;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Broadcasts, as a DBC node does, and tells the operator why it cannot. */
final class Megaphone implements AutoCloseable {

    private final BroadcastSender sender;
    private final InetSocketAddress to;

    private Megaphone(BroadcastSender sender, InetSocketAddress to) {
        this.sender = sender;
        this.to = to;
    }

    static Megaphone to(InetSocketAddress to) throws CannotReachException {
        try {
            return new Megaphone(BroadcastSender.to(to), to);
        } catch (IOException e) {
            throw new CannotReachException("the system has no socket left to give: " + e.getMessage(), e);
        }
    }

    void say(byte[] datagram) throws CannotReachException {
        try {
            sender.send(datagram);
        } catch (IOException e) {
            throw new CannotReachException(
                    "cannot broadcast to %s:%d: %s; --to names another address, such as 192.0.2.255 or 127.255.255.255"
                            .formatted(to.getAddress().getHostAddress(), to.getPort(), e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}
