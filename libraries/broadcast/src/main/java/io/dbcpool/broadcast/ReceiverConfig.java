package io.dbcpool.broadcast;

import java.net.InetSocketAddress;
import java.util.OptionalInt;

/**
 * Which sockets a receiver holds.
 *
 * @param bind where broadcasts are heard, normally the wildcard address; port 0 lets the kernel choose
 * @param ownUnicast also one socket for each of the host's own addresses, so that unicasts come to us and to nobody
 *     else who shares the port: on Linux a socket bound to the address is preferred to those on the wildcard, in
 *     whatever order they were bound. Only where {@code bind} is the wildcard address
 * @param relayPort where others of our services pass theirs on, on 127.0.0.1
 */
public record ReceiverConfig(InetSocketAddress bind, boolean ownUnicast, OptionalInt relayPort) {

    public static ReceiverConfig ofBroadcasts(InetSocketAddress bind) {
        return new ReceiverConfig(bind, false, OptionalInt.empty());
    }

    public ReceiverConfig withOwnUnicast() {
        return new ReceiverConfig(bind, true, relayPort);
    }

    public ReceiverConfig withRelayPort(int port) {
        return new ReceiverConfig(bind, ownUnicast, OptionalInt.of(port));
    }
}
