package io.dbcpool.broadcast;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/** Says to one address, which may be a broadcast one, what it is given. */
public final class BroadcastSender implements Closeable {

    private final DatagramSocket socket;
    private final InetSocketAddress to;

    private BroadcastSender(DatagramSocket socket, InetSocketAddress to) {
        this.socket = socket;
        this.to = to;
    }

    /** @throws IOException if the system has no socket left to give */
    public static BroadcastSender to(InetSocketAddress to) throws IOException {
        var socket = new DatagramSocket();
        try {
            socket.setBroadcast(true);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return new BroadcastSender(socket, to);
    }

    /** @throws IOException if there is no way to the address */
    public void send(byte[] datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, to));
    }

    @Override
    public void close() {
        socket.close();
    }
}
