package io.dbcpool.broadcast;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.LongAdder;

/**
 * Passes datagrams on to another of our services on this host, see {@link RelayPorts}. Nobody answers and nobody has to
 * be there; the receiving end takes the same datagram twice without harm. May be used by several threads.
 */
public final class RelaySender implements AutoCloseable {

    static final InetAddress LOOPBACK = loopback();

    private final DatagramChannel channel;
    private final InetSocketAddress target;
    private final LongAdder failures = new LongAdder();

    private RelaySender(DatagramChannel channel, InetSocketAddress target) {
        this.channel = channel;
        this.target = target;
    }

    /** @throws IOException if the system has no socket left to give */
    public static RelaySender toLoopbackPort(int port) throws IOException {
        var channel = DatagramChannel.open(StandardProtocolFamily.INET);
        // Never waits for room. Not connected: a connected socket fails when nobody is there.
        channel.configureBlocking(false);
        return new RelaySender(channel, new InetSocketAddress(LOOPBACK, port));
    }

    /** Sends it, unless it came by a relay itself: those are never passed on again. */
    public void relay(Datagram datagram) {
        if (datagram.route() == Datagram.Route.RELAYED) {
            return;
        }
        try {
            if (channel.send(ByteBuffer.wrap(RelayFrame.encode(datagram)), target) == 0) {
                failures.increment();
            }
        } catch (IOException e) {
            failures.increment();
        }
    }

    /** How many could not be handed to the kernel. */
    public long failures() {
        return failures.sum();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** In IPv4 also where the system prefers IPv6. */
    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are always an address", e);
        }
    }
}
