package io.dbcpool.broadcast;

import io.dbcpool.broadcast.Datagram.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes datagrams off the sockets and hands them to a {@link DatagramListener}, until closed.
 *
 * <p>One thread serves all sockets by a selector, so that whoever listens needs no lock, and takes a limited number
 * from each in turn, so that a flood at one does not starve the others. It survives every socket error: a socket that
 * is lost is opened again, at first after 100 ms, at last every 5 s.
 *
 * <p>Not promised: that nothing is lost. The kernel drops what does not fit the receive buffer; {@link SocketDrops}
 * counts it.
 */
public final class DatagramReceiver implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(DatagramReceiver.class.getName());
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int MAX_DATAGRAMS_PER_TURN = 256;
    private static final int MAX_UDP_BYTES = 65_535;

    private final DatagramListener listener;
    private final Selector selector;
    private final ReceiverSockets sockets;
    private final Clock clock = Clock.systemUTC();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_UDP_BYTES);
    private final LongAdder received = new LongAdder();
    private final LongAdder badFrames = new LongAdder();
    private final LongAdder socketErrors = new LongAdder();
    private final LongAdder listenerFailures = new LongAdder();
    private final Thread thread;
    private volatile boolean closed;
    private volatile ReceiverStatus status;
    private volatile long lastTurnNanos = System.nanoTime();

    private DatagramReceiver(ReceiverConfig config, DatagramListener listener, Selector selector) {
        this.listener = listener;
        this.selector = selector;
        this.sockets = new ReceiverSockets(config, OwnAddresses::find);
        this.thread = new Thread(this::run, "broadcast-receiver");
        this.thread.setDaemon(true);
        this.socketErrors.add(sockets.reconcile(selector, System.nanoTime()));
        this.status = sockets.status();
    }

    /** Opens what can be opened at once and goes on trying with the rest; a port that is taken is no exception. */
    public static DatagramReceiver start(ReceiverConfig config, DatagramListener listener) {
        try {
            var receiver = new DatagramReceiver(config, listener, Selector.open());
            receiver.thread.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException("the system has no selector left to give", e);
        }
    }

    public ReceiverStatus status() {
        return status;
    }

    /** The broadcast port, also where the kernel chose it; empty while it could never be bound. */
    public OptionalInt localPort() {
        return status.localPort();
    }

    /** How many datagrams were handed on. */
    public long received() {
        return received.sum();
    }

    /** How many came to the relay port and were no frames of ours. */
    public long badFrames() {
        return badFrames.sum();
    }

    /** How often a socket was lost or could not be opened. */
    public long socketErrors() {
        return socketErrors.sum();
    }

    /** How often the listener threw; a defect of ours. */
    public long listenerFailures() {
        return listenerFailures.sum();
    }

    /** How long ago the receiver's thread last came round; more than a second means that the listener holds it up. */
    public Duration sinceLastTurn() {
        return Duration.ofNanos(System.nanoTime() - lastTurnNanos);
    }

    /** Returns when the sockets are closed and the listener will not be called again. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        ThreadEnd.await(thread);
    }

    private void run() {
        long nextTick = System.nanoTime();
        boolean waitFailed = false;
        while (!closed) {
            try {
                selector.select(this::drain, TICK.toMillis());
                lastTurnNanos = System.nanoTime();
                if (System.nanoTime() - nextTick >= 0) {
                    nextTick = System.nanoTime() + TICK.toNanos();
                    socketErrors.add(sockets.reconcile(selector, System.nanoTime()));
                    status = sockets.status();
                }
            } catch (IOException e) {
                if (!waitFailed) {
                    LOG.log(System.Logger.Level.ERROR, "waiting for datagrams failed; told once, counted after", e);
                }
                waitFailed = true;
                socketErrors.increment();
                LockSupport.parkNanos(TICK.toNanos());
            }
        }
        sockets.closeAll();
        status = sockets.status();
        try {
            selector.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the selector did not close cleanly", e);
        }
    }

    private void drain(SelectionKey key) {
        var socket = (ReceiverSocket) key.attachment();
        try {
            for (int taken = 0; taken < MAX_DATAGRAMS_PER_TURN && !closed; taken++) {
                var sender = socket.receive(buffer);
                if (sender == null) {
                    return;
                }
                take(socket.route(), sender);
            }
        } catch (IOException e) {
            socketErrors.increment();
            socket.lose(e, System.nanoTime());
            status = sockets.status();
        }
    }

    private void take(Route route, InetSocketAddress sender) {
        if (route != Route.RELAYED) {
            hand(route, sender, buffer);
            return;
        }
        var frame = RelayFrame.find(buffer);
        if (frame.isPresent()) {
            hand(route, frame.get().sender(), frame.get().payload());
        } else {
            badFrames.increment();
        }
    }

    private void hand(Route route, InetSocketAddress sender, ByteBuffer content) {
        int lengthBytes = content.remaining();
        byte[] bytes = new byte[Math.min(lengthBytes, BroadcastDecoder.MAX_BYTES + 1)];
        content.get(bytes);
        received.increment();
        try {
            listener.onDatagram(new Datagram(bytes, lengthBytes, sender, clock.instant(), System.nanoTime(), route));
        } catch (RuntimeException | LinkageError | AssertionError e) {
            if (listenerFailures.sum() == 0) {
                LOG.log(System.Logger.Level.ERROR, "a datagram could not be dealt with; told once, counted after", e);
            }
            listenerFailures.increment();
        }
    }
}
