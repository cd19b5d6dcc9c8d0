package io.dbcpool.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReceiverSocketsTest {

    private static final InetSocketAddress ANY = new InetSocketAddress("0.0.0.0", 0);

    private final Set<InetAddress> addresses = new HashSet<>();

    @Test
    void followsTheHostsAddressesEveryTenSeconds() throws Exception {
        addresses.add(address("127.0.0.1"));
        try (var selector = Selector.open()) {
            var sockets = new ReceiverSockets(
                    ReceiverConfig.ofBroadcasts(ANY).withOwnUnicast(), () -> Optional.of(Set.copyOf(addresses)));
            sockets.reconcile(selector, 0);
            assertThat(sockets.status().openSockets()).isEqualTo(2);

            addresses.add(address("127.0.0.2"));
            sockets.reconcile(selector, seconds(10) - 1);
            assertThat(sockets.status().openSockets()).isEqualTo(2);
            sockets.reconcile(selector, seconds(10));
            assertThat(sockets.status().openSockets()).isEqualTo(3);

            addresses.remove(address("127.0.0.1"));
            sockets.reconcile(selector, seconds(20));
            assertThat(sockets.status().openSockets()).isEqualTo(2);
            sockets.closeAll();
        }
    }

    @Test
    void anAddressThatCannotBeBoundIsTriedLessAndLessOftenAndHindersNoOther() throws Exception {
        addresses.add(address("203.0.113.1"));
        try (var selector = Selector.open()) {
            var sockets = new ReceiverSockets(
                    ReceiverConfig.ofBroadcasts(ANY).withOwnUnicast(), () -> Optional.of(Set.copyOf(addresses)));

            assertThat(sockets.reconcile(selector, 0)).isEqualTo(1);
            assertThat(sockets.status().listening()).isTrue();
            assertThat(sockets.status().failingSockets()).isEqualTo(1);
            assertThat(sockets.reconcile(selector, millis(100) - 1)).isZero();
            assertThat(sockets.reconcile(selector, millis(100))).isEqualTo(1);
            assertThat(sockets.reconcile(selector, millis(300) - 1)).isZero();
            assertThat(sockets.reconcile(selector, millis(300))).isEqualTo(1);
            sockets.closeAll();
        }
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }
}
