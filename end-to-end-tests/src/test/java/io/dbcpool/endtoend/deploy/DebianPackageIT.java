package io.dbcpool.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbcpool.parts.debian.DebianRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The package for GPU hosts, made, installed and purged; lintian judges it where it is there. */
@Timeout(600)
class DebianPackageIT {

    private static final String[] SERVICES = {"dbcpool-rental-watcher.service", "dbcpool-node-agent.service"};

    private static final List<String> BOOKS = List.of(
            "/var/lib/dpkg/",
            "/var/lib/apt/",
            "/var/log/",
            "/var/cache/",
            "/etc/passwd-",
            "/etc/group-",
            "/etc/shadow-",
            "/etc/gshadow-");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static String file;

    @BeforeAll
    static void build() throws Exception {
        assumeTrue(Command.exists("dpkg-deb"), "no dpkg-deb is here: this is no Debian or Ubuntu");
        file = Command.run(Duration.ofMinutes(2), Map.of(), "deploy/debian/build", folder.toString())
                .succeeds()
                .output()
                .strip();
    }

    @Test
    void itHasTwoServicesWhichAreWhereTheirUnitsLookForThem() throws Exception {
        Path root = folder.resolve("root");
        Command.run("dpkg-deb", "--extract", file, root.toString()).succeeds();

        for (String service : new String[] {"rental-watcher", "node-agent"}) {
            String unit = Repository.read(root.resolve("lib/systemd/system/dbcpool-%s.service".formatted(service)));
            String jar = "usr/share/dbcpool/%s/quarkus-run.jar".formatted(service);
            assertThat(unit).contains(" -jar /" + jar + "\n").doesNotContain("/opt/");
            assertThat(root.resolve(jar)).isRegularFile();
            assertThat(root.resolve("etc/dbcpool/%s.env".formatted(service))).isRegularFile();
        }
        // It would be of another Java, and of another folder.
        assertThat(root.resolve("usr/share/dbcpool/rental-watcher/quarkus-run.jsa"))
                .doesNotExist();
    }

    @Test
    void whatAnOperatorWritesIsKeptAndNobodyButRootOwnsAnything() throws Exception {
        assertThat(Command.run("dpkg-deb", "--info", file, "conffiles")
                        .succeeds()
                        .output())
                .contains("/etc/dbcpool/rental-watcher.env", "/etc/dbcpool/node-agent.env");
        assertThat(Command.run("dpkg-deb", "--contents", file)
                        .succeeds()
                        .output()
                        .lines())
                .allMatch(line -> line.contains(" root/root "));
    }

    /** By apt, on a root of its own; no systemd runs there, so no service is started or stopped. */
    @Test
    void whatIsInstalledIsForTwoServicesThatAreNotRootAndIsGoneWhenItIsPurged() throws Exception {
        var missing = DebianRoot.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        try (var host = DebianRoot.copiedTo(folder.resolve("host"))) {
            installAndPurge(host);
        }
    }

    private static void installAndPurge(DebianRoot host) throws Exception {
        // By these systemctl and the package's scripts know that systemd is there, and that this is a chroot of it.
        Files.createDirectories(host.at("/run/systemd/system"));
        Files.createDirectories(host.at("/proc/1/root"));
        Files.copy(Path.of(file), host.at("/tmp/dbcpool-host.deb"));
        var before = files(host);

        var installed = runs(host, "apt-get", "-y", "install", "--no-install-recommends", "/tmp/dbcpool-host.deb");
        assertThat(installed).contains("systemctl enable --now dbcpool-rental-watcher dbcpool-node-agent");
        assertThat(runs(host, "getent", "passwd", "dbcpool"))
                .matches("dbcpool:x:[0-9]{3}:[0-9]+::/var/lib/dbcpool:/usr/sbin/nologin\n");
        assertThat(runs(host, "id", "--name", "--groups", "dbcpool")).isEqualTo("dbcpool\n");
        assertThat(runs(host, "dpkg", "--verify", "dbcpool-host")).isEmpty();
        for (String service : SERVICES) {
            assertThat(host.run("systemctl", "is-enabled", service).output()).isEqualTo("disabled\n");
            runs(host, "systemctl", "enable", service);
        }

        // What the operator has written is his: through a newer package, and until all of it is purged.
        Path env = host.at("/etc/dbcpool/node-agent.env");
        Files.writeString(env, "DBCPOOL_MACHINES=gpu-01\n");
        runs(host, "dpkg", "--install", "/tmp/dbcpool-host.deb");
        assertThat(host.run("systemctl", "is-enabled", SERVICES[0]).output()).isEqualTo("enabled\n");
        runs(host, "apt-get", "-y", "remove", "dbcpool-host");
        assertThat(env).hasContent("DBCPOOL_MACHINES=gpu-01\n");
        assertThat(host.run("systemctl", "is-enabled", SERVICES[0]).output()).isNotEqualTo("enabled\n");

        Files.createDirectories(host.at("/var/lib/dbcpool"));
        assertThat(runs(host, "apt-get", "-y", "purge", "dbcpool-host")).contains("/var/lib/dbcpool is left");
        Files.delete(host.at("/var/lib/dbcpool"));
        // Its user has written files, and keeps their number.
        assertThat(files(host)).isEqualTo(before);
    }

    private static String runs(DebianRoot host, String... words) {
        var said = host.run(words);
        assertThat(said.exitCode())
                .as("%s: %s", String.join(" ", words), said.output())
                .isZero();
        return said.output();
    }

    /** Names, owners and modes; of what dpkg, apt and passwd keep for themselves nothing. */
    private static Set<String> files(DebianRoot host) throws IOException {
        try (var files = Files.walk(host.folder())) {
            return files.map(file -> describe(host, file))
                    .filter(line -> BOOKS.stream().noneMatch(line::startsWith))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String describe(DebianRoot host, Path file) {
        try {
            return "/%s %s"
                    .formatted(
                            host.folder().relativize(file),
                            new TreeMap<>(Files.readAttributes(file, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void lintianFindsNothing() throws Exception {
        assumeTrue(Command.exists("lintian"), "no lintian is here; on Debian: apt-get install lintian");

        assertThat(Command.run(Duration.ofMinutes(2), Map.of(), "lintian", "--no-cfg", "--allow-root", file)
                        .succeeds()
                        .output())
                .isEmpty();
    }
}
