package io.dbcpool.endtoend.pool;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace at the other end of a veth link: what is sent there to 255.255.255.255 really crosses a link.
 * Needs root.
 */
public final class AnotherHost implements AutoCloseable {

    private static final long LIMIT_SECONDS = 20;

    /** Of RFC 2544's range for benchmarks, which no real network uses. */
    private static final String HERE = "198.18.%d.1";

    private static final String THERE = "198.18.%d.2";

    private final String name;
    private final int net;

    private AnotherHost(String name, int net) {
        this.name = name;
        this.net = net;
    }

    /** Why there can be none on this machine; empty where there can. */
    public static String obstacle() throws IOException {
        if (!Files.isWritable(Path.of("/etc/shadow"))) {
            return "a network namespace needs root";
        }
        String name = "dbce" + ProcessHandle.current().pid();
        var made = attempt("ip", "netns", "add", name);
        attempt("ip", "netns", "del", name);
        return made.isEmpty() ? "" : "no network namespace can be made here: " + made;
    }

    public static AnotherHost link() throws IOException {
        long pid = ProcessHandle.current().pid();
        var host = new AnotherHost("dbce" + pid, (int) (pid % 250));
        String here = "vh" + pid;
        String there = "vt" + pid;
        try {
            run("ip", "netns", "add", host.name);
            run("ip", "link", "add", here, "type", "veth", "peer", "name", there, "netns", host.name);
            run("ip", "addr", "add", HERE.formatted(host.net) + "/24", "dev", here);
            run("ip", "link", "set", here, "up");
            run("ip", "-n", host.name, "addr", "add", THERE.formatted(host.net) + "/24", "dev", there);
            run("ip", "-n", host.name, "link", "set", there, "up");
            // Without a route out, sending to 255.255.255.255 is refused.
            run("ip", "-n", host.name, "route", "add", "default", "via", HERE.formatted(host.net));
            return host;
        } catch (IOException e) {
            host.close();
            throw e;
        }
    }

    public String address() {
        return THERE.formatted(net);
    }

    /**
     * Sends one datagram from there to 255.255.255.255, by a program that has nothing of ours.
     *
     * @return this host's clock just before it was sent
     */
    public Instant broadcast(String text, int port) throws IOException {
        Path program = Files.createTempFile("Broadcast", ".java");
        Path said = Files.createTempFile("broadcast", ".out");
        try {
            Files.writeString(program, """
                    import java.net.*;
                    class Broadcast {
                        public static void main(String[] a) throws Exception {
                            byte[] bytes = a[0].getBytes("US-ASCII");
                            DatagramSocket socket = new DatagramSocket();
                            socket.setBroadcast(true);
                            System.out.println(java.time.Instant.now());
                            socket.send(new DatagramPacket(
                                    bytes, bytes.length, InetAddress.getByName("255.255.255.255"), Integer.parseInt(a[1])));
                        }
                    }
                    """);
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var command = List.of("ip", "netns", "exec", name, java, program.toString(), text, Integer.toString(port));
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            String output = waitFor(process) ? Files.readString(said) : "it did not end";
            if (process.isAlive() || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("sending from namespace %s: %s".formatted(name, output));
            }
            return Instant.parse(output.strip());
        } finally {
            Files.deleteIfExists(program);
            Files.deleteIfExists(said);
        }
    }

    /** The veth link goes with the namespace. */
    @Override
    public void close() throws IOException {
        run("ip", "netns", "del", name);
    }

    private static void run(String... command) throws IOException {
        String failure = attempt(command);
        if (!failure.isEmpty()) {
            throw new IOException("%s: %s".formatted(String.join(" ", command), failure));
        }
    }

    /** What it complained of; empty if it went well. */
    private static String attempt(String... command) throws IOException {
        var process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!waitFor(process)) {
            process.destroyForcibly();
            return "it did not end";
        }
        return process.exitValue() == 0 ? "" : "exit code %d %s".formatted(process.exitValue(), said.strip());
    }

    private static boolean waitFor(Process process) throws IOException {
        try {
            return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + process.info());
        }
    }
}
