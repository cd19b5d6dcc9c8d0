package io.dbcpool.cli.broadcast;

import io.dbcpool.cli.CannotReachException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;

/** Broadcasts, as a DBC node does. */
final class Megaphone implements AutoCloseable {

    private final DatagramSocket socket;
    private final InetSocketAddress to;

    private Megaphone(DatagramSocket socket, InetSocketAddress to) {
        this.socket = socket;
        this.to = to;
    }

    static Megaphone to(InetSocketAddress to) throws CannotReachException {
        try {
            var socket = new DatagramSocket();
            socket.setBroadcast(true);
            return new Megaphone(socket, to);
        } catch (SocketException e) {
            throw new CannotReachException("the system has no socket left to give: " + e.getMessage(), e);
        }
    }

    void say(byte[] datagram) throws CannotReachException {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, to));
        } catch (IOException e) {
            throw new CannotReachException(
                    "cannot broadcast to %s:%d: %s; --to names another address, such as 192.0.2.255 or 127.255.255.255"
                            .formatted(to.getAddress().getHostAddress(), to.getPort(), e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
