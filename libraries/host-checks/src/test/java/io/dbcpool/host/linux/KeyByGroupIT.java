package io.dbcpool.host.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.check.CheckList;
import io.dbcpool.host.probe.Answer.Fields;
import io.dbcpool.host.probe.Answer.Unknown;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.Question;
import io.dbcpool.host.probe.Question.Kind;
import io.dbcpool.host.probe.Scope;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/decisions/0024}, with users of this machine: the DBC node's, the node-agent's, and somebody. */
class KeyByGroupIT {

    private static final OtherUser NODE = new OtherUser(12_001, 12_001);
    private static final OtherUser AGENT = new OtherUser(10_001, 10_001);
    private static final OtherUser SOMEBODY = new OtherUser(12_002, 12_002);

    /** Of the guide's example, as polkadot-js makes one of the other. */
    private static final String ID = "8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48";

    private static final String KEY = "398f0c28f98885e046333d4a41c19cee4c37368a9832c6502f6cfd182e2aef89";

    @TempDir
    private Path root;

    private Path nodeDat = Path.of("/");

    /** As the DBC node leaves it: its own, and closed to everybody else. */
    @BeforeEach
    void installNode() throws IOException {
        assumeTrue(OtherUser.canBeAnybody(), "not root, or no Linux on x86_64: nobody else can be asked");
        mode(root, "rwxr-xr-x");
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/group"), "root:x:0:\ndbcpool:x:%d:\n".formatted(AGENT.gid()));
        nodeDat = Path.of(root + Scope.DEFAULT_INSTALL_DIR, "dat/node.dat");
        Files.createDirectories(nodeDat.getParent());
        writeNew();
        for (String path = Scope.DEFAULT_INSTALL_DIR + "/dat";
                !path.equals("/home");
                path = path.substring(0, path.lastIndexOf('/'))) {
            own(Path.of(root + path), NODE);
            mode(Path.of(root + path), "rwxr-x---");
        }
    }

    private void writeNew() throws IOException {
        Files.deleteIfExists(nodeDat);
        Files.writeString(nodeDat, "node_id=%s\nnode_private_key=%s\n".formatted(ID, KEY));
        own(nodeDat, NODE);
        mode(nodeDat, "rw-------");
    }

    private static void own(Path path, OtherUser user) throws IOException {
        Files.setAttribute(path, "unix:uid", (int) user.uid());
        Files.setAttribute(path, "unix:gid", (int) user.gid());
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    /** What docs/deployment.md says, as root on the host. */
    private void letTheGroupRead() throws Exception {
        String node = root + Scope.DEFAULT_INSTALL_DIR;
        var commands = "chgrp %d NODE/dat/node.dat && chmod 640 NODE/dat/node.dat; chmod o+x HOME NODE NODE/dat"
                .formatted(AGENT.gid())
                .replace("NODE", node)
                .replace("HOME", root + "/home/dbc");
        assertThat(new ProcessBuilder("sh", "-ec", commands).inheritIO().start().waitFor())
                .isZero();
    }

    private Check check(String id, OtherUser user) throws Exception {
        return user.does(() -> {
            try (var linux = new LinuxHost(root)) {
                return CheckList.find(id)
                        .orElseThrow()
                        .of(new Host(Scope.bare(Instant.now(), false).inContainer(), linux));
            }
        });
    }

    @Test
    void theAgentReadsTheKeyByItsGroupAndNobodyElseDoes() throws Exception {
        var closed = check("key-readable", AGENT);
        assertThat(closed.state()).isEqualTo(State.CANNOT_TELL);
        assertThat(closed.found()).contains("no permission");
        assertThat(closed.fix()).contains("chgrp dbcpool", "chmod 640", "docs/deployment.md");

        letTheGroupRead();

        assertThat(check("key-readable", AGENT).state()).isEqualTo(State.OK);
        assertThat(check("key-fits-id", AGENT).found()).isEqualTo(ID);
        assertThat(check("key-mode", AGENT).found()).isEqualTo("640, and the group is dbcpool");
        assertThat(check("key-readable", NODE).state()).isEqualTo(State.OK);
        assertThat(check("key-readable", SOMEBODY).state()).isEqualTo(State.CANNOT_TELL);
    }

    @Test
    void byTheGroupTheKeyIsReadAndNeitherWrittenNorFoundByLooking() throws Exception {
        letTheGroupRead();

        assertThatThrownBy(() -> AGENT.does(() -> Files.writeString(nodeDat, "node_id=\n")))
                .hasCauseInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> AGENT.does(() -> Files.createFile(nodeDat.resolveSibling("new"))))
                .hasCauseInstanceOf(AccessDeniedException.class);
        assertThat(AGENT.<Object>does(() -> {
                    try (var linux = new LinuxHost(root)) {
                        return linux.ask(Question.of(Kind.LIST, Scope.DEFAULT_INSTALL_DIR + "/dat"));
                    }
                }))
                .isEqualTo(new Unknown("no permission"));
    }

    /** The DBC node's, or one that {@code pool key restore} has made: the agent says so, and nothing of a lost key. */
    @Test
    void aNewFileIsClosedToTheAgentUntilItsGroupMayReadItAgain() throws Exception {
        letTheGroupRead();
        writeNew();

        assertThat(check("key-readable", AGENT).state()).isEqualTo(State.CANNOT_TELL);
        assertThat(check("key-mode", AGENT).found()).isEqualTo("600");

        letTheGroupRead();

        assertThat(AGENT.<Object>does(() -> {
                    try (var linux = new LinuxHost(root)) {
                        return linux.ask(Question.of(
                                Kind.KEY, Scope.bare(Instant.now(), false).nodeDat()));
                    }
                }))
                .isEqualTo(new Fields(Map.of("id", ID, "derived", ID)));
    }
}
