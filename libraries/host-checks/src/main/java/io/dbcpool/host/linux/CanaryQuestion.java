package io.dbcpool.host.linux;

import io.dbcpool.host.probe.Answer;
import io.dbcpool.host.probe.Answer.Fields;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/**
 * Sends a datagram the way the DBC node sends its own, and listens for it as ours listen. It is no base64, so whoever
 * else hears it refuses it.
 */
final class CanaryQuestion {

    private static final long LIMIT_NANOS = 2_000_000_000L;

    private CanaryQuestion() {}

    static Answer ask(int port) {
        byte[] canary = ("dbc-pool canary " + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
        try (var ear = new DatagramSocket(null)) {
            ear.setReuseAddress(true);
            ear.bind(new InetSocketAddress("0.0.0.0", port));
            try (var mouth = new DatagramSocket()) {
                mouth.setBroadcast(true);
                long sentAt = System.nanoTime();
                mouth.send(new DatagramPacket(
                        canary, canary.length, InetAddress.getByAddress(new byte[] {-1, -1, -1, -1}), port));
                return listen(ear, canary, sentAt);
            } catch (IOException e) {
                return fields("unsent", "reason", String.valueOf(e.getMessage()));
            }
        } catch (IOException e) {
            return fields("deaf", "reason", String.valueOf(e.getMessage()));
        }
    }

    private static Answer listen(DatagramSocket ear, byte[] canary, long sentAt) throws IOException {
        byte[] room = new byte[2048];
        while (System.nanoTime() - sentAt < LIMIT_NANOS) {
            var heard = new DatagramPacket(room, room.length);
            ear.setSoTimeout(200);
            try {
                ear.receive(heard);
            } catch (SocketTimeoutException e) {
                continue;
            }
            if (Arrays.equals(Arrays.copyOf(room, heard.getLength()), canary)) {
                return new Fields(Map.of(
                        "state", "heard",
                        "millis", String.valueOf((System.nanoTime() - sentAt) / 1_000_000),
                        "from", heard.getAddress().getHostAddress(),
                        "interface", interfaceOf(heard.getAddress())));
            }
        }
        return new Fields(Map.of("state", "unheard"));
    }

    /** By which a broadcast of this host leaves, and comes in: it has the sender's address. */
    private static String interfaceOf(InetAddress address) throws IOException {
        var named = NetworkInterface.getByInetAddress(address);
        return named == null ? "?" : named.getName();
    }

    private static Answer fields(String state, String key, String value) {
        return new Fields(Map.of("state", state, key, value));
    }
}
