package io.dbcpool.listener;

import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Sends as a DBC node does: from a port that the kernel chooses, to a broadcast address. */
public final class Sender implements AutoCloseable {

    private final DatagramSocket socket;
    private final InetSocketAddress target;

    Sender(String address, int port) throws IOException {
        socket = new DatagramSocket();
        socket.setBroadcast(true);
        target = new InetSocketAddress(InetAddress.getByName(address), port);
    }

    void send(byte[] datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, target));
    }

    void send(MachineId machine, Word word) throws IOException {
        send(BroadcastEncoder.encode(machine, word));
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() {
        socket.close();
    }

    /** For another network namespace: address, port, machine id and word. */
    public static void main(String[] arguments) throws IOException {
        try (var sender = new Sender(arguments[0], Integer.parseInt(arguments[1]))) {
            sender.send(BroadcastEncoder.encode(arguments[2], arguments[3]));
        }
    }
}
