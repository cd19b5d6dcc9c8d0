package io.dbcpool.endtoend.pool;

import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Speaks as a DBC node does, without any code of the pool: base64 of JSON, to everybody, from no port in particular.
 */
public final class DbcNode implements AutoCloseable {

    /** Every listener on this machine. */
    private static final String EVERYBODY_HERE = "127.255.255.255";

    private final DatagramSocket socket;
    private final InetAddress target;
    private final int port;

    public DbcNode(int port) throws IOException {
        this.socket = new DatagramSocket();
        this.socket.setBroadcast(true);
        this.target = InetAddress.getByName(EVERYBODY_HERE);
        this.port = port;
    }

    /** @return {@link System#nanoTime} just before it was sent */
    public long say(MachineId machine, String status) throws IOException {
        String json = "{\"node_id\":\"%s\", \"status\":\"%s\"}".formatted(machine, status);
        byte[] datagram = Base64.getEncoder().encode(json.getBytes(StandardCharsets.UTF_8));
        long before = System.nanoTime();
        send(datagram);
        return before;
    }

    public void send(byte[] datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, target, port));
    }

    @Override
    public void close() {
        socket.close();
    }
}
