package io.dbcpool.cli.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.cli.PoolCommandLine;
import io.dbcpool.nodekey.backup.AgeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the pair that the guide prints as an example, whose id polkadot-js derives from its key; nobody's machine. */
class KeyCommandTest {

    private static final String ID = "8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48";
    private static final String KEY = "398f0c28f98885e046333d4a41c19cee4c37368a9832c6502f6cfd182e2aef89";
    private static final String NODE_DAT = "node_id=%s\nnode_private_key=%s\n".formatted(ID, KEY);

    /** What a backup is opened with makes it slow on purpose: a second and 256 MiB each time. Here it is not to be. */
    private static final int QUICK = 4;

    @TempDir
    private Path folder;

    private int workFactor = QUICK;

    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void makeHost() throws IOException {
        Files.createDirectories(folder.resolve("node/dat"));
        Files.writeString(nodeDat(), NODE_DAT);
        Files.writeString(folder.resolve("passphrase"), "correct horse battery staple\n");
        Files.writeString(folder.resolve("another"), "correct horse battery stapler\n");
        Files.writeString(folder.resolve("pool.yaml"), """
                pool:
                  name: p
                  machines:
                    - id: %s
                      node: { install-dir: "%s" }
                """.formatted(ID, folder.resolve("node")));
        var both = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
    }

    @AfterEach
    void nothingThatWasSaidGivesTheKeyAway() {
        System.setOut(realOut);
        System.setErr(realErr);
        assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain(KEY, KEY.substring(0, 16));
    }

    private Path nodeDat() {
        return folder.resolve("node/dat/node.dat");
    }

    private int run(String... words) {
        List<String> line = new ArrayList<>(List.of("key"));
        line.addAll(Arrays.asList(words));
        line.addAll(List.of("-c", folder.resolve("pool.yaml").toString()));
        return PoolCommandLine.run(line, new KeyCommand(workFactor));
    }

    private int runWith(String passphrase, String... words) {
        var line = new ArrayList<>(Arrays.asList(words));
        line.addAll(List.of("--passphrase-file", folder.resolve(passphrase).toString()));
        return run(line.toArray(String[]::new));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void whatWasBackedUpIsRestoredByteForByte() throws IOException {
        assertThat(run("show")).isEqualTo(0);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains(ID);
        assertThat(run("verify")).isEqualTo(0);
        assertThat(runWith("passphrase", "backup", "--to", path("1.age"), path("2.age")))
                .isEqualTo(0);
        assertThat(Files.readString(folder.resolve("state/node-agent/key-backups"))
                        .lines())
                .hasSize(2)
                .allMatch(line -> line.contains(" " + ID + " "));
        assertThat(new String(Files.readAllBytes(folder.resolve("1.age")), StandardCharsets.ISO_8859_1))
                .startsWith("age-encryption.org/v1")
                .doesNotContain(ID, KEY);

        assertThat(runWith("another", "check-backup", path("1.age"))).isEqualTo(1);
        assertThat(runWith("passphrase", "check-backup", path("1.age"))).isEqualTo(0);

        assertThat(runWith("passphrase", "restore", "--from", path("1.age"))).isEqualTo(0);
        Files.delete(nodeDat());
        assertThat(runWith("passphrase", "restore", "--from", path("2.age"))).isEqualTo(0);
        assertThat(nodeDat()).hasContent(NODE_DAT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(nodeDat())))
                .isEqualTo("rw-------");
    }

    @Test
    void aBackupIsAsHardToGuessAtAsThoseOfAge() throws IOException {
        workFactor = AgeFile.WORK_FACTOR;

        assertThat(runWith("passphrase", "backup", "--to", path("1.age"))).isEqualTo(0);

        assertThat(new String(Files.readAllBytes(folder.resolve("1.age")), StandardCharsets.ISO_8859_1))
                .containsPattern("\\n-> scrypt [A-Za-z0-9+/]{22} 18\\n");
        assertThat(new KeyCommand()).extracting("workFactor").isEqualTo(18);
    }

    @Test
    void anotherIdentityIsNeverOverwrittenNorABackup() throws IOException {
        assertThat(runWith("passphrase", "backup", "--to", path("1.age"))).isEqualTo(0);
        assertThat(runWith("passphrase", "backup", "--to", path("1.age"))).isEqualTo(1);
        String another = "node_id=%s\nnode_private_key=%s\n".formatted("b".repeat(64), "c".repeat(64));
        Files.writeString(nodeDat(), another);

        assertThat(run("verify")).isEqualTo(1);
        assertThat(runWith("passphrase", "restore", "--from", path("1.age"))).isEqualTo(1);
        assertThat(nodeDat()).hasContent(another);
        assertThat(runWith("passphrase", "backup", "--to", path("3.age"))).isEqualTo(1);
        assertThat(folder.resolve("3.age")).doesNotExist();
    }

    @Test
    void aPassphraseThatIsTooShortMakesNoBackup() throws IOException {
        Files.writeString(folder.resolve("short"), "elevenchars\n");

        assertThat(runWith("short", "backup", "--to", path("1.age"))).isEqualTo(2);
        assertThat(folder.resolve("1.age")).doesNotExist();
    }
}
