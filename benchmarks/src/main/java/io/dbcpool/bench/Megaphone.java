package io.dbcpool.bench;

import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Broadcasts on loopback what the machine's DBC node does. */
final class Megaphone implements AutoCloseable {

    private static final byte[] BROADCAST = {127, (byte) 255, (byte) 255, (byte) 255};

    private final DatagramSocket socket;
    private final DatagramPacket renting;
    private final DatagramPacket empty;

    Megaphone(MachineId machine, int port) {
        try {
            socket = new DatagramSocket();
            socket.setBroadcast(true);
            var all = new InetSocketAddress(InetAddress.getByAddress(BROADCAST), port);
            renting = packet(BroadcastEncoder.encode(machine, Word.RENTING), all);
            empty = packet(BroadcastEncoder.encode(machine, Word.EMPTY), all);
        } catch (IOException e) {
            throw new BenchException("no socket to broadcast from", e);
        }
    }

    private static DatagramPacket packet(byte[] bytes, InetSocketAddress to) {
        return new DatagramPacket(bytes, bytes.length, to);
    }

    void sayRenting() {
        say(renting);
    }

    void sayEmpty() {
        say(empty);
    }

    private void say(DatagramPacket word) {
        try {
            socket.send(word);
        } catch (IOException e) {
            throw new BenchException("cannot broadcast", e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
