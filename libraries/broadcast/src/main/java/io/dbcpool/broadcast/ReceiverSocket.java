package io.dbcpool.broadcast;

import io.dbcpool.broadcast.Datagram.Route;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One address that is listened on, with its socket while there is one. Belongs to the receiver's thread. */
final class ReceiverSocket {

    /**
     * Holds 40,000 datagrams of 132 bytes, which the kernel counts with all that it keeps beside them: 0.4 s of a flood
     * of 100,000 a second, during which something else may have the processor.
     */
    static final int WANTED_BUFFER_BYTES = 16 << 20;

    private static final System.Logger LOG = System.getLogger(ReceiverSocket.class.getName());
    private static final Duration SHORTEST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final Route route;
    private InetSocketAddress address;
    private @Nullable DatagramChannel channel;
    private int bufferBytes;
    private int failures;
    private long retryAtNanos;

    ReceiverSocket(Route route, InetSocketAddress address) {
        this.route = route;
        this.address = address;
    }

    Route route() {
        return route;
    }

    /** With the port that the kernel chose, once it has. */
    InetSocketAddress address() {
        return address;
    }

    boolean isOpen() {
        return channel != null;
    }

    int bufferBytes() {
        return bufferBytes;
    }

    /** Opens the socket unless it is open, or failed too short a time ago. Says whether it failed just now. */
    boolean failsToOpen(Selector selector, long nowNanos) {
        if (channel != null || (failures > 0 && nowNanos - retryAtNanos < 0)) {
            return false;
        }
        try {
            channel = open(selector);
            address = (InetSocketAddress) channel.getLocalAddress();
            bufferBytes = channel.getOption(StandardSocketOptions.SO_RCVBUF);
            tellOpened();
            failures = 0;
            return false;
        } catch (IOException e) {
            fail("cannot be opened", e, nowNanos);
            return true;
        }
    }

    /**
     * Takes the next datagram into the buffer, ready to be read.
     *
     * @return its sender; null when there is none
     * @throws IOException when the socket is of no use any more: {@link #lose} it
     */
    @Nullable
    InetSocketAddress receive(ByteBuffer buffer) throws IOException {
        if (channel == null) {
            return null;
        }
        buffer.clear();
        var sender = (InetSocketAddress) channel.receive(buffer);
        buffer.flip();
        return sender;
    }

    void lose(IOException cause, long nowNanos) {
        fail("was lost", cause, nowNanos);
    }

    void close() {
        if (channel != null) {
            close(channel);
            channel = null;
        }
    }

    private DatagramChannel open(Selector selector) throws IOException {
        var opened = DatagramChannel.open(
                address.getAddress() instanceof Inet6Address
                        ? StandardProtocolFamily.INET6
                        : StandardProtocolFamily.INET);
        try {
            opened.setOption(StandardSocketOptions.SO_REUSEADDR, route != Route.RELAYED);
            opened.setOption(StandardSocketOptions.SO_RCVBUF, WANTED_BUFFER_BYTES);
            opened.configureBlocking(false);
            opened.bind(address);
            opened.register(selector, SelectionKey.OP_READ, this);
            return opened;
        } catch (IOException e) {
            close(opened);
            throw e;
        }
    }

    private void fail(String what, IOException cause, long nowNanos) {
        close();
        long wait = Math.min(SHORTEST_RETRY.toMillis() << Math.min(failures, 10), LONGEST_RETRY.toMillis());
        retryAtNanos = nowNanos + Duration.ofMillis(wait).toNanos();
        if (failures++ == 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "broadcast socket {0}, trying again until it is back address={1} route={2} cause={3}",
                    what,
                    Datagram.text(address),
                    route,
                    cause.getMessage());
        }
    }

    private void tellOpened() {
        LOG.log(
                System.Logger.Level.INFO,
                "broadcast socket open address={0} route={1} receiveBufferBytes={2,number,#}",
                Datagram.text(address),
                route,
                bufferBytes);
        if (bufferBytes < WANTED_BUFFER_BYTES && failures == 0 && route == Route.WILDCARD) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "receive buffer is smaller than wanted, so a flood can push broadcasts out: run"
                            + " ''sysctl -w net.core.rmem_max={0,number,#}'' and start again"
                            + " wantedBytes={0,number,#} foundBytes={1,number,#}",
                    WANTED_BUFFER_BYTES,
                    bufferBytes);
        }
    }

    private static void close(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a socket that was given up did not close cleanly", e);
        }
    }
}
