package io.dbcpool.broadcast;

import io.dbcpool.broadcast.Datagram.Route;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A receiver's sockets: those it wants, as the host's addresses come and go, and those it has. */
final class ReceiverSockets {

    private static final Duration ADDRESSES_EVERY = Duration.ofSeconds(10);

    private final boolean ownUnicast;
    private final Supplier<Optional<Set<InetAddress>>> ownAddresses;
    private final ReceiverSocket broadcast;
    private final @Nullable ReceiverSocket relay;
    private final Map<InetAddress, ReceiverSocket> unicast = new LinkedHashMap<>();
    private long lookAgainAtNanos;
    private boolean looked;

    ReceiverSockets(ReceiverConfig config, Supplier<Optional<Set<InetAddress>>> ownAddresses) {
        this.ownUnicast = config.ownUnicast() && config.bind().getAddress().isAnyLocalAddress();
        this.ownAddresses = ownAddresses;
        this.broadcast = new ReceiverSocket(Route.WILDCARD, config.bind());
        this.relay = config.relayPort().isPresent()
                ? new ReceiverSocket(
                        Route.RELAYED,
                        new InetSocketAddress(
                                RelaySender.LOOPBACK, config.relayPort().getAsInt()))
                : null;
    }

    /** Opens what is wanted and not open, closes what is not wanted; says how many could not be opened. */
    int reconcile(Selector selector, long nowNanos) {
        int failures = broadcast.failsToOpen(selector, nowNanos) ? 1 : 0;
        if (ownUnicast && broadcast.address().getPort() != 0 && (!looked || nowNanos - lookAgainAtNanos >= 0)) {
            looked = true;
            lookAgainAtNanos = nowNanos + ADDRESSES_EVERY.toNanos();
            ownAddresses.get().ifPresent(this::want);
        }
        for (ReceiverSocket socket : (Iterable<ReceiverSocket>) others()::iterator) {
            failures += socket.failsToOpen(selector, nowNanos) ? 1 : 0;
        }
        return failures;
    }

    ReceiverStatus status() {
        int port = broadcast.address().getPort();
        int open = (int) all().filter(ReceiverSocket::isOpen).count();
        return new ReceiverStatus(
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
                broadcast.isOpen(),
                relay != null && relay.isOpen() ? OptionalInt.of(relay.address().getPort()) : OptionalInt.empty(),
                broadcast.bufferBytes(),
                open,
                (int) all().count() - open);
    }

    void closeAll() {
        all().forEach(ReceiverSocket::close);
    }

    private void want(Set<InetAddress> addresses) {
        unicast.entrySet().removeIf(entry -> {
            boolean gone = !addresses.contains(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
        int port = broadcast.address().getPort();
        for (InetAddress address : addresses) {
            unicast.computeIfAbsent(
                    address, added -> new ReceiverSocket(Route.UNICAST, new InetSocketAddress(added, port)));
        }
    }

    private Stream<ReceiverSocket> others() {
        return Stream.concat(unicast.values().stream(), Stream.ofNullable(relay));
    }

    private Stream<ReceiverSocket> all() {
        return Stream.concat(Stream.of(broadcast), others());
    }
}
