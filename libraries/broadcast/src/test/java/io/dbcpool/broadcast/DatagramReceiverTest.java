package io.dbcpool.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DatagramReceiverTest {

    private static final InetSocketAddress ANY = new InetSocketAddress("0.0.0.0", 0);

    private final BlockingQueue<Datagram> heard = new LinkedBlockingQueue<>();

    @Test
    void hearsABroadcastOnTheWildcardSocketAndAUnicastOnItsOwn() throws Exception {
        try (var receiver = DatagramReceiver.start(
                ReceiverConfig.ofBroadcasts(ANY).withOwnUnicast().withRelayPort(0), heard::add)) {
            int port = receiver.localPort().orElseThrow();

            send("127.255.255.255", port, "broadcast");
            assertThat(next()).isEqualTo("WILDCARD broadcast");

            send("127.0.0.1", port, "unicast");
            assertThat(next()).isEqualTo("UNICAST unicast");
        }
    }

    private String next() throws InterruptedException {
        var datagram = heard.poll(5, TimeUnit.SECONDS);
        assertThat(datagram).isNotNull();
        return datagram.route() + " " + new String(datagram.bytes(), StandardCharsets.US_ASCII);
    }

    private static void send(String address, int port, String text) throws Exception {
        try (var socket = new DatagramSocket()) {
            socket.setBroadcast(true);
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName(address), port));
        }
    }
}
