package io.dbcpool.agent.hostcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.check.CheckList;
import io.dbcpool.host.run.PoolScope;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a mounted root in which files hang: a FIFO that nobody writes keeps whoever opens it, as a dead NFS does. */
class LinuxHostLookIT {

    @TempDir
    private Path folder;

    private final List<Path> hanging = new ArrayList<>();

    @BeforeEach
    void makeRoot() throws IOException {
        write("etc/os-release", "ID=ubuntu\nVERSION_ID=\"22.04\"\nPRETTY_NAME=\"Ubuntu 22.04 LTS\"\n");
        write("etc/resolv.conf", "nameserver 127.0.0.53\n");
    }

    @AfterEach
    void letGo() throws IOException {
        for (Path fifo : hanging) {
            // For reading and writing it opens at once, and lets go whoever waits.
            FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE)
                    .close();
            Files.delete(fifo);
        }
        hanging.clear();
    }

    private Path at(String path) {
        return folder.resolve("host").resolve(path);
    }

    private void write(String path, String content) throws IOException {
        Files.createDirectories(at(path).getParent());
        Files.writeString(at(path), content);
    }

    private void hang(String path) throws Exception {
        Files.createDirectories(at(path).getParent());
        Files.deleteIfExists(at(path));
        try {
            assertThat(new ProcessBuilder("mkfifo", at(path).toString()).start().waitFor())
                    .isEqualTo(0);
        } catch (IOException e) {
            abort("there is no mkfifo: " + e.getMessage());
        }
        hanging.add(at(path));
    }

    private PoolConfig config() throws Exception {
        try (var free = new DatagramSocket(0)) {
            return PoolFile.read(
                    Files.writeString(folder.resolve("pool.yaml"), """
                    pool:
                      name: p
                      kafka: { bootstrap-servers: "127.0.0.1:1" }
                      broadcast: { bind: "0.0.0.0:%d" }
                      machines:
                        - { id: %s, libvirt: "qemu+tcp://127.0.0.1:1/system" }
                    """.formatted(free.getLocalPort(), "a".repeat(64))));
        }
    }

    private LinuxHostLook look(Duration limit, int mostHanging) throws Exception {
        var nobody = new PoolScope.Services(Optional.empty(), Optional.empty());
        return new LinuxHostLook(config(), folder.resolve("host"), nobody, limit, mostHanging);
    }

    private List<Check> at(LinuxHostLook look) throws Exception {
        var checks = look.at(config().machines().get(0));
        assertThat(checks).hasSameSizeAs(CheckList.all());
        return checks;
    }

    private static Check find(List<Check> checks, String id) {
        return checks.stream()
                .filter(check -> check.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFileThatHangsIsSaidToAndTheOthersAreLookedAt() throws Exception {
        hang("etc/resolv.conf");
        hang("proc/cpuinfo");

        var checks = at(look(Duration.ofSeconds(16), 64));

        assertThat(find(checks, "resolvers").state()).isEqualTo(State.CANNOT_TELL);
        assertThat(find(checks, "resolvers").found()).isEqualTo("read /etc/resolv.conf: no answer within 2 s");
        assertThat(find(checks, "cpu-virtualisation").state()).isEqualTo(State.CANNOT_TELL);
        assertThat(find(checks, "system-release").state()).isEqualTo(State.OK);
    }

    @Test
    void itEndsWithinItsLimitWhateverHangs() throws Exception {
        for (int i = 0; i < 20; i++) {
            hang("etc/modprobe.d/%02d.conf".formatted(i));
            hang("etc/sysctl.d/%02d.conf".formatted(i));
            hang("etc/modules-load.d/%02d.conf".formatted(i));
        }
        write("proc/sys/net/ipv4/ip_forward", "1\n");
        Files.createDirectories(at("sys/module/br_netfilter"));
        var look = look(Duration.ofSeconds(3), 1_000);

        long began = System.nanoTime();
        var checks = at(look);

        // The rest is for a machine that does much else. At 2 s for each of 20 files one of them would take 40 s.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        assertThat(find(checks, "driver-blacklist").state()).isEqualTo(State.CANNOT_TELL);
        assertThat(find(checks, "system-release").state()).isEqualTo(State.OK);
    }

    @Test
    void whatHangsForGoodIsNotAskedForEver() throws Exception {
        hang("etc/resolv.conf");
        hang("proc/cpuinfo");
        var look = look(Duration.ofSeconds(16), 2);
        at(look);

        assertThat(at(look)).allSatisfy(check -> {
            assertThat(check.state()).isEqualTo(State.CANNOT_TELL);
            assertThat(check.found()).matches("\\d+ questions of earlier looks still hang");
        });

        letGo();
        await().untilAsserted(() ->
                assertThat(find(at(look), "system-release").state()).isEqualTo(State.OK));
    }
}
