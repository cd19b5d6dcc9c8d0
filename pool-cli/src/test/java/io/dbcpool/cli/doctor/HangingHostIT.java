package io.dbcpool.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.cli.PoolCommandLine;
import io.dbcpool.events.EventCodec;
import io.dbcpool.host.check.CheckList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host on which nothing answers: files are FIFOs that nobody writes, and whoever is asked takes the connection and
 * says nothing.
 */
class HangingHostIT {

    private static final List<String> FILES = List.of(
            "etc/resolv.conf",
            "etc/fstab",
            "etc/hosts",
            "etc/default/grub",
            "etc/libvirt/libvirtd.conf",
            "etc/ufw/ufw.conf",
            "proc/1/mounts",
            "proc/1/net/tcp",
            "proc/1/net/udp",
            "proc/1/net/route",
            "proc/cpuinfo",
            "proc/cmdline",
            "proc/meminfo",
            "proc/iomem",
            "home/dbc/dbc_mining_node/conf/core.conf",
            "home/dbc/dbc_mining_node/dat/node.dat",
            "var/lib/dpkg/status");

    @TempDir
    private Path folder;

    private final List<ServerSocket> silent = new ArrayList<>();
    private final List<Path> hanging = new ArrayList<>();

    @AfterEach
    void letGo() throws IOException {
        for (Path fifo : hanging) {
            FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE)
                    .close();
        }
        for (ServerSocket one : silent) {
            one.close();
        }
    }

    /** The kernel takes connections, and nobody takes them from it. */
    private String silent() throws IOException {
        var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        silent.add(socket);
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void hang(Path fifo) throws Exception {
        Files.createDirectories(fifo.getParent());
        try {
            assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                    .isEqualTo(0);
        } catch (IOException e) {
            abort("there is no mkfifo: " + e.getMessage());
        }
        hanging.add(fifo);
    }

    private Path poolFile() throws IOException {
        try (var free = new DatagramSocket(0)) {
            return Files.writeString(folder.resolve("pool.yaml"), """
                    pool:
                      name: p
                      kafka: { bootstrap-servers: "%s" }
                      broadcast: { bind: "0.0.0.0:%d" }
                      chain: { endpoints: ["ws://%s", "ws://%s"] }
                      machines:
                        - id: %s
                          libvirt: "qemu+tcp://%s/system"
                          node: { install-dir: /home/dbc/dbc_mining_node, client-nodes: ["http://%s", "http://%s"] }
                    """.formatted(
                    silent(), free.getLocalPort(), silent(), silent(), "a".repeat(64), silent(), silent(), silent()));
        }
    }

    @Test
    void theDoctorEndsWithinTwentySecondsWhateverHangs() throws Exception {
        Path root = folder.resolve("host");
        for (String file : FILES) {
            hang(root.resolve(file));
        }
        for (String place : List.of("etc/modprobe.d/%d.conf", "etc/sysctl.d/%d.conf", "etc/modules-load.d/%d.conf")) {
            for (int i = 0; i < 12; i++) {
                hang(root.resolve(place.formatted(i)));
            }
        }
        String file = poolFile().toString();
        var said = new ByteArrayOutputStream();
        var out = System.out;
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        long began = System.nanoTime();
        try {
            PoolCommandLine.run(List.of("doctor", "--json", "-c", file, "--host-root", root.toString()));
        } finally {
            System.setOut(out);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        assertThat(states(said))
                .hasSameSizeAs(CheckList.all())
                .containsEntry("resolvers", "cannot-tell")
                .containsEntry("packages", "cannot-tell")
                .containsEntry("driver-blacklist", "cannot-tell")
                .containsEntry("domains-known", "cannot-tell")
                .containsEntry("key-readable", "cannot-tell")
                .containsEntry("visible", "cannot-tell")
                .containsEntry("on-chain", "cannot-tell")
                .containsEntry("kafka-topics", "cannot-tell")
                // And what does answer is told.
                .containsEntry("kvm-usable", "wrong");
    }

    private static Map<String, String> states(ByteArrayOutputStream said) throws IOException {
        JsonNode checks = EventCodec.json().readTree(said.toByteArray()).path("checks");
        var states = new TreeMap<String, String>();
        checks.forEach(check ->
                states.put(check.path("id").asText(), check.path("state").asText()));
        return states;
    }
}
