package io.dbcpool.parts.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Garbage to every socket on a port of this machine's loopback, at a rate, for a limited time: bytes that are no
 * base64, base64 that is no JSON, JSON that is no word, words of machines that nobody has, datagrams that are too long.
 * It never says a word of a machine that it was not told of, because it is told of none.
 */
public final class DatagramFlood implements AutoCloseable {

    /** Every listener on this machine, and nobody else: it never leaves loopback. */
    private static final String EVERYBODY_HERE = "127.255.255.255";

    /** Longer floods are nobody's test. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final int DIFFERENT = 64;
    private static final int BURST = 100;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final InetSocketAddress target;
    private final int perSecond;
    private final long endsAtNanos;
    private final DatagramChannel channel;
    private final Thread thread;
    private final long begunAtNanos = System.nanoTime();
    private volatile boolean closed;
    private final AtomicLong sent = new AtomicLong();
    private volatile long lastAtNanos = begunAtNanos;

    private DatagramFlood(int port, int perSecond, Duration limit) throws IOException {
        this.target = new InetSocketAddress(EVERYBODY_HERE, port);
        this.perSecond = perSecond;
        this.endsAtNanos = begunAtNanos + limit.toNanos();
        this.channel = DatagramChannel.open().setOption(StandardSocketOptions.SO_BROADCAST, true);
        this.thread = new Thread(this::run, "datagram-flood");
        thread.setDaemon(true);
    }

    /**
     * Begins at once and ends by itself.
     *
     * @param perSecond how many to send; fewer are sent where the machine can do no more
     * @param limit at most two minutes
     */
    public static DatagramFlood start(int port, int perSecond, Duration limit) throws IOException {
        if (perSecond < 1 || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "wanted at least 1 a second for at most %s, found %d for %s".formatted(LONGEST, perSecond, limit));
        }
        var flood = new DatagramFlood(port, perSecond, limit);
        flood.thread.start();
        return flood;
    }

    /** What was reached so far, or by its end. */
    public long perSecondReached() {
        long nanos = Math.max(1, lastAtNanos - begunAtNanos);
        return Math.round(sent.get() * (double) NANOS_PER_SECOND / nanos);
    }

    public long sent() {
        return sent.get();
    }

    private void run() {
        var garbage = garbage().map(ByteBuffer::wrap).toList();
        int next = 0;
        while (!closed && System.nanoTime() - endsAtNanos < 0) {
            long now = System.nanoTime();
            long due = (long) ((double) (now - begunAtNanos) / NANOS_PER_SECOND * perSecond) - sent.get();
            if (due < BURST) {
                LockSupport.parkNanos(BURST * NANOS_PER_SECOND / perSecond);
                continue;
            }
            for (int i = 0; i < BURST; i++) {
                send(garbage.get(next));
                next = (next + 1) % garbage.size();
            }
            sent.addAndGet(BURST);
            lastAtNanos = System.nanoTime();
        }
    }

    /** One that does not go out is one less: the flood is no promise. */
    private void send(ByteBuffer datagram) {
        try {
            channel.send(datagram.rewind(), target);
        } catch (IOException e) {
            LockSupport.parkNanos(1_000);
        }
    }

    private static Stream<byte[]> garbage() {
        var random = new Random(7);
        return Stream.iterate(0, number -> number + 1).limit(DIFFERENT).map(number -> switch (number % 8) {
            case 0 -> bytes(random, 40);
            case 1 -> bytes(random, 1_200);
            case 2 -> base64("not JSON at all " + number);
            case 3 -> base64("[1, 2, 3]");
            case 4 -> base64("{\"node_id\": 17, \"status\": \"renting\"}");
            case 5 -> base64("{\"node_id\":\"%064x\",\"status\":\"renting\"}".formatted(number));
            case 6 -> base64("{\"node_id\":\"%064x\",\"status\":\"empty\"}".formatted(number));
            default -> new byte[0];
        });
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] base64(String text) {
        return Base64.getEncoder().encode(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing is sent any more when this returns. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("the flood's socket does not close", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
