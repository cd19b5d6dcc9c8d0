package io.dbcpool.bench;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports that nobody uses, so that a bench runs beside a pool and beside another bench. */
public final class Ports {

    /** Below those that the kernel gives to whoever asks for any. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 200;

    private Ports() {}

    /** The first of so many in a row, free for TCP and for UDP. */
    public static int findFree(int count) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int base = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (areFree(base, count)) {
                return base;
            }
        }
        throw new BenchException(
                "wanted %d free ports in a row from %d to %d, found none".formatted(count, LOWEST, HIGHEST));
    }

    private static boolean areFree(int base, int count) {
        for (int port = base; port < base + count; port++) {
            try (var tcp = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    var udp = new DatagramSocket(new InetSocketAddress(port))) {
                if (tcp.getLocalPort() != udp.getLocalPort()) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
