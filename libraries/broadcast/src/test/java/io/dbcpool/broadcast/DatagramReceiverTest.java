package io.dbcpool.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.broadcast.Datagram.Route;
import io.dbcpool.values.Word;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DatagramReceiverTest {

    private static final InetSocketAddress ANY = new InetSocketAddress("0.0.0.0", 0);
    private static final String BROADCAST = "127.255.255.255";

    private final BlockingQueue<Datagram> heard = new LinkedBlockingQueue<>();

    @Test
    void severalHearABroadcastAndOnlyTheOneOnTheAddressHearsAUnicast() throws Exception {
        var others = new LinkedBlockingQueue<Datagram>();
        try (var owner = DatagramReceiver.start(ReceiverConfig.ofBroadcasts(ANY).withOwnUnicast(), heard::add)) {
            int port = owner.localPort().orElseThrow();
            try (var other = DatagramReceiver.start(ReceiverConfig.ofBroadcasts(onPort(port)), others::add)) {
                assertThat(other.status().listening()).isTrue();

                send(BROADCAST, port, "broadcast");
                send("127.0.0.1", port, "unicast");
                send(BROADCAST, port, "end");

                // By two sockets, of which either may be read first.
                assertThat(List.of(next(heard), next(heard), next(heard)))
                        .containsExactlyInAnyOrder("WILDCARD broadcast", "UNICAST unicast", "WILDCARD end");
                assertThat(next(others)).isEqualTo("WILDCARD broadcast");
                assertThat(next(others)).isEqualTo("WILDCARD end");
            }
        }
    }

    @Test
    void keepsTheFirst513BytesAndTheWholeLength() throws Exception {
        try (var receiver = DatagramReceiver.start(ReceiverConfig.ofBroadcasts(ANY), heard::add)) {
            send("127.0.0.1", receiver.localPort().orElseThrow(), "x".repeat(9_000));

            var datagram = heard.poll(5, TimeUnit.SECONDS);
            assertThat(datagram).isNotNull();
            assertThat(datagram.bytes()).hasSize(513);
            assertThat(datagram.lengthBytes()).isEqualTo(9_000);
        }
    }

    @Test
    void takesWhatIsRelayedAsComingFromItsSender() throws Exception {
        try (var receiver =
                        DatagramReceiver.start(ReceiverConfig.ofBroadcasts(ANY).withRelayPort(0), heard::add);
                var relay =
                        RelaySender.toLoopbackPort(receiver.status().relayPort().orElseThrow())) {
            int relayPort = receiver.status().relayPort().orElseThrow();
            var original = datagram(Route.UNICAST);

            send("127.0.0.1", relayPort, "no frame of ours");
            relay.relay(datagram(Route.RELAYED));
            relay.relay(original);

            var relayed = heard.poll(5, TimeUnit.SECONDS);
            assertThat(relayed).isNotNull();
            assertThat(relayed.route()).isEqualTo(Route.RELAYED);
            assertThat(relayed.sender()).isEqualTo(original.sender());
            assertThat(relayed.bytes()).isEqualTo(original.bytes());
            assertThat(receiver.badFrames()).isEqualTo(1);
            assertThat(receiver.received()).isEqualTo(1);
        }
    }

    @Test
    void relayingToNobodyIsNoError() throws Exception {
        int nobody;
        try (var socket = new DatagramSocket()) {
            nobody = socket.getLocalPort();
        }
        try (var relay = RelaySender.toLoopbackPort(nobody)) {
            for (int i = 0; i < 100; i++) {
                relay.relay(datagram(Route.UNICAST));
            }
            assertThat(relay.failures()).isZero();
        }
    }

    @Test
    void waitsForAPortThatIsTaken() throws Exception {
        var squatter = new DatagramSocket(null);
        squatter.setReuseAddress(false);
        squatter.bind(ANY);
        int port = squatter.getLocalPort();
        try (var receiver = DatagramReceiver.start(ReceiverConfig.ofBroadcasts(onPort(port)), heard::add)) {
            await().until(() -> receiver.socketErrors() >= 2);
            assertThat(receiver.status().listening()).isFalse();
            assertThat(receiver.status().failingSockets()).isEqualTo(1);

            squatter.close();
            await().until(() -> receiver.status().listening());
            send(BROADCAST, port, "at last");
            assertThat(next(heard)).isEqualTo("WILDCARD at last");
        } finally {
            squatter.close();
        }
    }

    @Test
    void outlivesAListenerThatThrows() throws Exception {
        DatagramListener throwing = datagram -> {
            heard.add(datagram);
            throw new IllegalStateException("a defect, made for this test");
        };
        try (var receiver = DatagramReceiver.start(ReceiverConfig.ofBroadcasts(ANY), throwing)) {
            int port = receiver.localPort().orElseThrow();
            send(BROADCAST, port, "first");
            send(BROADCAST, port, "second");

            assertThat(next(heard)).isEqualTo("WILDCARD first");
            assertThat(next(heard)).isEqualTo("WILDCARD second");
            await().until(() -> receiver.listenerFailures() == 2);
        }
    }

    /** The flood fills one socket's buffer while the listener is held up; the other socket has its turn regardless. */
    @Test
    void aFloodAtOneSocketDoesNotStarveAnotherAndWhatTheKernelDropsIsCounted() throws Exception {
        var started = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        DatagramListener slow = datagram -> {
            started.countDown();
            awaitQuietly(goOn);
            heard.add(datagram);
        };
        try (var receiver =
                DatagramReceiver.start(ReceiverConfig.ofBroadcasts(ANY).withOwnUnicast(), slow)) {
            int port = receiver.localPort().orElseThrow();
            var drops = new SocketDrops();
            try (var socket = new DatagramSocket()) {
                socket.setBroadcast(true);
                byte[] bad = "x".repeat(132).getBytes(StandardCharsets.US_ASCII);
                var packet = new DatagramPacket(bad, bad.length, InetAddress.getByName(BROADCAST), port);
                // How many it takes is the system's: it limits what a program may ask for.
                while (drops.total(port) == 0) {
                    for (int i = 0; i < 1_000; i++) {
                        socket.send(packet);
                    }
                }
            }
            assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
            send("127.0.0.1", port, "genuine");
            goOn.countDown();

            int before = 0;
            while (!next(heard).equals("UNICAST genuine")) {
                before++;
            }
            assertThat(before).as("datagrams of the flood before it").isLessThanOrEqualTo(512);
        }
    }

    @Test
    void closesPromptlyAndGivesThePortBack() throws Exception {
        var receiver = DatagramReceiver.start(ReceiverConfig.ofBroadcasts(ANY), heard::add);
        int port = receiver.localPort().orElseThrow();
        long begun = System.nanoTime();

        receiver.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        assertThat(receiver.status().listening()).isFalse();
        try (var socket = new DatagramSocket(null)) {
            socket.setReuseAddress(false);
            socket.bind(onPort(port));
        }
    }

    private static Datagram datagram(Route route) {
        byte[] bytes = BroadcastEncoder.encode(BroadcastDecoderTest.MACHINE, Word.RENTING);
        return new Datagram(bytes, bytes.length, new InetSocketAddress("192.0.2.11", 40_000), Instant.EPOCH, 0, route);
    }

    private static InetSocketAddress onPort(int port) {
        return new InetSocketAddress("0.0.0.0", port);
    }

    private static String next(BlockingQueue<Datagram> queue) throws InterruptedException {
        var datagram = queue.poll(5, TimeUnit.SECONDS);
        assertThat(datagram).isNotNull();
        return datagram.route() + " " + new String(datagram.bytes(), StandardCharsets.US_ASCII);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(String address, int port, String text) throws Exception {
        try (var socket = new DatagramSocket()) {
            socket.setBroadcast(true);
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName(address), port));
        }
    }
}
