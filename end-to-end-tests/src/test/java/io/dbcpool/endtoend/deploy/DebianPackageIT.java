package io.dbcpool.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The package for GPU hosts, made and looked at; lintian judges it where it is there. */
@Timeout(180)
class DebianPackageIT {

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

    @Test
    void lintianFindsNothing() throws Exception {
        assumeTrue(Command.exists("lintian"), "no lintian is here; on Debian: apt-get install lintian");

        assertThat(Command.run(Duration.ofMinutes(2), Map.of(), "lintian", "--no-cfg", "--allow-root", file)
                        .succeeds()
                        .output())
                .isEmpty();
    }
}
