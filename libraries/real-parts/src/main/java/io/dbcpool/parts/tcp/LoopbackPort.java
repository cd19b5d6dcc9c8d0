package io.dbcpool.parts.tcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A TCP port of loopback that nobody has. It lies below those that the kernel gives to connections by itself (from
 * 32768): one of these may be somebody's when the part that had it is started again.
 */
public final class LoopbackPort {

    private static final int LOWEST = 10_000;
    private static final int PAST_HIGHEST = 20_000;
    private static final int TRIES = 1_000;

    private LoopbackPort() {}

    public static int findFree() {
        return ThreadLocalRandom.current()
                .ints(TRIES, LOWEST, PAST_HIGHEST)
                .filter(LoopbackPort::isFree)
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(
                        new IOException("wanted a free TCP port from %d to %d of 127.0.0.1, found none in %d tries"
                                .formatted(LOWEST, PAST_HIGHEST - 1, TRIES))));
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
