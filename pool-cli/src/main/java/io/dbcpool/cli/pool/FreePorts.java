package io.dbcpool.cli.pool;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Ports that nobody has, so that a demo or a training run stands beside a pool. */
public final class FreePorts {

    /** Where a DBC node sends its broadcasts ({@code TaskManager.cpp}). */
    public static final int BROADCAST = 55_555;

    private static final int TRIES = 200;
    private static final int FIRST = 20_000;
    private static final int PAST_LAST = 32_000;

    private FreePorts() {}

    /** A port that broadcasts can be heard on, and the two above it, which the services relay on. */
    public static int broadcast() throws IOException {
        if (canShare(BROADCAST) && isUdpFree(BROADCAST + 1) && isUdpFree(BROADCAST + 2)) {
            return BROADCAST;
        }
        return broadcastOfOurOwn();
    }

    /** One on which no other pool of this machine listens: for what must not be done to others. */
    public static int broadcastOfOurOwn() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = any();
            if (isUdpFree(port) && isUdpFree(port + 1) && isUdpFree(port + 2)) {
                return port;
            }
        }
        throw new IOException("wanted three UDP ports in a row, found none free");
    }

    public static HttpPorts http() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            var ports = new HttpPorts(any());
            if (Stream.of(Service.values()).allMatch(service -> isTcpFree(ports.of(service)))) {
                return ports;
            }
        }
        throw new IOException("wanted five TCP ports in a row, found none free");
    }

    /** It keeps its port when it is started again, so it is none of those that the kernel gives away meanwhile. */
    public static InetSocketAddress broker() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = any();
            if (isTcpFree(port)) {
                return InetSocketAddress.createUnresolved("127.0.0.1", port);
            }
        }
        throw new IOException("wanted a TCP port, found none free");
    }

    private static int any() {
        return ThreadLocalRandom.current().nextInt(FIRST, PAST_LAST);
    }

    private static boolean isTcpFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean canShare(int port) {
        try (var socket = new DatagramSocket(null)) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isUdpFree(int port) {
        try (var socket = new DatagramSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
