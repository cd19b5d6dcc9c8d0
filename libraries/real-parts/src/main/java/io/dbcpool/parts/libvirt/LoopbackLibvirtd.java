package io.dbcpool.parts.libvirt;

import io.dbcpool.parts.tcp.LoopbackPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real libvirtd of our own on loopback, without systemd, all of whose files are in one folder. It ends with this
 * process, even if this process is killed, and its domains end with it. Several may run at once.
 *
 * <p>As root it is a system's libvirtd, and QEMU runs as root too, so that {@code /dev/kvm} may have any owner: where
 * only root can open it, libvirt would otherwise probe QEMU anew at each call, for up to 38 s. As anybody else it
 * serves the user's session, with the same port and the same domains.
 */
public final class LoopbackLibvirtd implements AutoCloseable {

    /** Where a host's own libvirtd listens. */
    public static final int HOST_PORT = 16509;

    private static final Logger log = LoggerFactory.getLogger(LoopbackLibvirtd.class);

    private static final String SCRIPT = "loopback-libvirtd.sh";
    private static final Path HOST_SOCKET = Path.of("/run/libvirt/libvirt-sock");
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final Path folder;
    private final int port;
    private final Process supervisor;

    private LoopbackLibvirtd(Path folder, int port, Process supervisor) {
        this.folder = folder;
        this.port = port;
        this.supervisor = supervisor;
    }

    /** What is not installed, QEMU included, without which it has only libvirt's test driver. */
    public static List<MissingPart> missingParts() {
        return MissingPart.list();
    }

    /** Where a libvirtd that is not of our making answers on this machine. */
    public static Optional<URI> findRunning() {
        if (accepts(HOST_PORT)) {
            return Optional.of(URI.create("qemu+tcp://127.0.0.1:" + HOST_PORT + "/system"));
        }
        // A socket's file outlives a daemon that was killed, so only connecting tells; and who may connect may still
        // not
        // be let in.
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(HOST_SOCKET));
        } catch (IOException e) {
            return Optional.empty();
        }
        URI system = URI.create("qemu:///system");
        return Virsh.succeeds(system, "uri") ? Optional.of(system) : Optional.empty();
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Starts one on a free port and returns once it answers.
     *
     * @param folder for all its files; made if it does not exist, left when it is closed
     * @throws PartsException if something other than QEMU is not installed, or it does not start
     */
    public static LoopbackLibvirtd start(Path folder) {
        return start(folder, LoopbackPort.findFree());
    }

    /** On this port of loopback. */
    public static LoopbackLibvirtd start(Path folder, int port) {
        MissingPart.requireNone(missingParts().stream()
                .filter(part -> !part.program().equals(MissingPart.QEMU))
                .toList());
        if (accepts(port)) {
            throw new PartsException("port " + port + " of 127.0.0.1 is taken");
        }
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            prepare(absolute, port);
            Process supervisor = new ProcessBuilder(
                            "sh", absolute.resolve(SCRIPT).toString(), absolute.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(absolute.resolve("supervisor.out").toFile())
                    .start();
            LoopbackLibvirtd started = new LoopbackLibvirtd(absolute, port, supervisor);
            try {
                started.start();
                return started;
            } catch (PartsException e) {
                started.close();
                throw e;
            }
        } catch (IOException e) {
            throw new PartsException("cannot prepare " + absolute, e);
        }
    }

    private static void prepare(Path folder, int port) throws IOException {
        requireUnused(folder);
        for (String old : List.of("libvirtd.pid", "libvirtd.out", "etc/qemu", "run")) {
            deleteAll(folder.resolve(old));
        }
        for (String part : List.of("etc/qemu", "lib", "log", "cache", "run/libvirt")) {
            Files.createDirectories(folder.resolve(part));
        }
        Files.writeString(folder.resolve("libvirtd.conf"), """
                listen_tls = 0
                listen_tcp = 1
                listen_addr = "127.0.0.1"
                tcp_port = "%d"
                auth_tcp = "none"
                auth_unix_ro = "none"
                auth_unix_rw = "none"
                log_outputs = "3:stderr"
                """.formatted(port));
        // No cgroups and no virtlogd, because both would leave something behind on the host.
        String user = isRoot() ? "user = \"root\"\ngroup = \"root\"\n" : "";
        Files.writeString(folder.resolve("etc/qemu.conf"), user + """
                dynamic_ownership = 0
                remember_owner = 0
                security_driver = "none"
                namespaces = [ ]
                cgroup_controllers = [ ]
                stdio_handler = "file"
                """);
        try (InputStream script =
                Objects.requireNonNull(LoopbackLibvirtd.class.getResourceAsStream(SCRIPT), "the jar lacks " + SCRIPT)) {
            Files.write(folder.resolve(SCRIPT), script.readAllBytes());
        }
    }

    private static void requireUnused(Path folder) throws IOException {
        Path file = folder.resolve("libvirtd.pid");
        if (Files.exists(file)) {
            long pid = Long.parseLong(Files.readString(file).strip());
            if (Proc.findByArgument("libvirtd", file.toString()).orElse(-1) == pid) {
                throw new PartsException("libvirtd " + pid + " uses " + folder);
            }
        }
    }

    private static void deleteAll(Path root) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> paths = Files.walk(root)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    /** Where QEMU domains are. */
    public URI connectionUri() {
        return URI.create("qemu+tcp://127.0.0.1:" + port + (isRoot() ? "/system" : "/session"));
    }

    /**
     * libvirt's test driver, by way of this daemon. All its clients share one state, which lasts as long as at least
     * one of them is connected.
     */
    public URI testUri() {
        return URI.create("test+tcp://127.0.0.1:" + port + "/default");
    }

    public int port() {
        return port;
    }

    /** Starts it again, after {@link #kill()}, and returns once it answers. Domains that still run are adopted. */
    public void start() {
        try {
            OutputStream orders = supervisor.getOutputStream();
            orders.write("start\n".getBytes(StandardCharsets.US_ASCII));
            orders.flush();
        } catch (IOException e) {
            throw new PartsException("libvirtd's supervisor has ended: " + tail(), e);
        }
        if (!Proc.await(START_LIMIT, () -> !supervisor.isAlive() || answers()) || !supervisor.isAlive()) {
            throw new PartsException("libvirtd did not answer on port " + port + ": " + tail());
        }
        log.info("libvirtd started uri={} folder={}", connectionUri(), folder);
    }

    /** Ends it and starts it again. Its domains go on meanwhile. */
    public void restart() {
        end("TERM");
        start();
    }

    /** SIGKILL. Its domains go on. */
    public void kill() {
        end("KILL");
    }

    /** Whether it was killed, or has crashed, and nobody has started it again. */
    public boolean hasEnded() {
        return Proc.hasEnded(pid());
    }

    /** SIGSTOP: it goes on to hold its connections, and answers nothing. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        signal("CONT");
    }

    /** Ends it and its domains. Nothing is left but the folder. */
    @Override
    public void close() {
        try {
            endOrders();
            if (!supervisor.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PartsException("libvirtd did not end within " + END_LIMIT + ": " + tail());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A supervisor that could not even start reads no orders, and that is no second fault. */
    private void endOrders() {
        try {
            supervisor.getOutputStream().close();
        } catch (IOException e) {
            log.debug("libvirtd's supervisor had ended already folder={}", folder);
        }
    }

    private void signal(String signal) {
        Proc.signal(signal, pid());
    }

    private void end(String signal) {
        long pid = pid();
        Proc.signal(signal, pid);
        if (!Proc.await(END_LIMIT, () -> Proc.hasEnded(pid))) {
            throw new PartsException("libvirtd did not end within " + END_LIMIT + ": " + tail());
        }
    }

    /** libvirtd's own process, not its supervisor's. */
    public long pid() {
        return Long.parseLong(read("libvirtd.pid").strip());
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new PartsException("cannot read " + file + " of libvirtd in " + folder, e);
        }
    }

    /** What may tell why it failed. */
    private String tail() {
        String said = read("supervisor.out");
        if (Files.exists(folder.resolve("libvirtd.out"))) {
            said += read("libvirtd.out");
        }
        return said.substring(Math.max(0, said.length() - 2_000)).strip();
    }

    private boolean answers() {
        return accepts(port) && Virsh.succeeds(connectionUri(), "uri");
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
