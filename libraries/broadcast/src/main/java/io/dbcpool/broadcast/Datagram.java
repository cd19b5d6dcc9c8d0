package io.dbcpool.broadcast;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * What came off a socket.
 *
 * @param bytes its content, cut at {@link BroadcastDecoder#MAX_BYTES} + 1
 * @param lengthBytes how long it was before the cut, as far as could be seen
 * @param sender who sent it, forgeable; for a relayed one the sender that the relay names
 * @param receivedAt the receiver's wall clock, a label
 * @param receivedNanos the receiver's {@link System#nanoTime}, from which deadlines count
 * @param route how it reached us
 */
@SuppressWarnings("ArrayRecordComponent") // taken off the socket for this record alone
public record Datagram(
        byte[] bytes, int lengthBytes, InetSocketAddress sender, Instant receivedAt, long receivedNanos, Route route) {

    /** The sender as records and logs write it: {@code 192.0.2.11:40000}, an IPv6 address in brackets. */
    public String senderText() {
        return text(sender);
    }

    static String text(InetSocketAddress address) {
        // Without the scope (fe80::1%eth0), which means nothing elsewhere.
        String text = address.getAddress().getHostAddress();
        int scope = text.indexOf('%');
        String host = scope < 0 ? text : text.substring(0, scope);
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** How a datagram reached a socket. */
    public enum Route {
        /** By the socket on the wildcard address: a broadcast, or a unicast that no other socket claimed. */
        WILDCARD,
        /** By a socket bound to one of the host's own addresses: certainly a unicast, and nobody else has it. */
        UNICAST,
        /** From another of our services on this host, over loopback. */
        RELAYED
    }
}
