package io.dbcpool.endtoend.pool;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Ports in a row that nobody has now, below those that the kernel gives away by itself. */
public final class FreePorts {

    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    private FreePorts() {}

    /** For broadcasts, with the two above it for the relays. */
    public static int ofBroadcasts() {
        return find(3, FreePorts::isFreeForDatagrams);
    }

    /** The console's; the four above it are the services'. */
    static int ofHttp() {
        return find(5, FreePorts::isFreeForConnections);
    }

    public static int ofOne() {
        return find(1, FreePorts::isFreeForConnections);
    }

    private static int find(int inARow, IntPredicate isFree) {
        return ThreadLocalRandom.current()
                .ints(1_000, LOWEST, HIGHEST)
                .filter(first -> IntStream.range(first, first + inARow).allMatch(isFree))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no %d free ports in a row".formatted(inARow)));
    }

    private static boolean isFreeForDatagrams(int port) {
        try (var socket = new DatagramSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isFreeForConnections(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
