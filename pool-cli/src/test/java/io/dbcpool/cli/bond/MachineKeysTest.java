package io.dbcpool.cli.bond;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bonding.key.MachineSigner;
import io.dbcpool.bonding.key.NodeDatSigner;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.values.MachineId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the pair that the guide prints as an example; nobody's machine. */
class MachineKeysTest {

    private static final MachineId MACHINE =
            new MachineId("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");
    private static final MachineId ANOTHER = new MachineId("11".repeat(32));
    private static final String KEY = "398f0c28f98885e046333d4a41c19cee4c37368a9832c6502f6cfd182e2aef89";

    @TempDir
    private Path folder = Path.of("");

    private Path nodeDat = Path.of("");

    @BeforeEach
    void makeHost() throws IOException {
        Files.createDirectories(folder.resolve("node/dat"));
        nodeDat = folder.resolve("node/dat/node.dat");
    }

    @Test
    void theKeyIsTakenFromTheDbcNodeOfThisHost() throws Exception {
        writeKeyOf(MACHINE);

        assertThat(signer(MACHINE)).isEqualTo(new NodeDatSigner(nodeDat));
    }

    @Test
    void theAgentIsAskedWhereThereIsNoSuchFile() throws Exception {
        assertThat(whyAsked(MACHINE)).isEqualTo("there is no %s on this host".formatted(nodeDat));
    }

    @Test
    void theAgentIsAskedWhereTheFileHoldsAnothersKey() throws Exception {
        writeKeyOf(ANOTHER);

        assertThat(whyAsked(MACHINE)).isEqualTo("%s on this host holds another machine's key".formatted(nodeDat));
    }

    @Test
    void theAgentIsAskedWhereTheFileCannotBeUsedAndTheReasonSaysNothingOfTheKey() throws Exception {
        Files.writeString(nodeDat, "node_id=%s\nnode_private_key=%s\n".formatted(MACHINE, KEY.substring(1)));

        assertThat(whyAsked(MACHINE))
                .startsWith("%s on this host cannot be used: ".formatted(nodeDat))
                .doesNotContain(KEY.substring(1, 17));
    }

    @Test
    void theAgentIsAskedForAMachineThatThePoolsFileDoesNotName() throws Exception {
        assertThat(whyAsked(ANOTHER)).isEqualTo("%s has no machine %s".formatted(folder.resolve("pool.yaml"), ANOTHER));
    }

    @Test
    void ofFilesThatAreNamedTheMachinesOwnIsTakenAndNobodyIsAsked() throws Exception {
        writeKeyOf(MACHINE);
        Path other = folder.resolve("other.dat");
        Files.writeString(other, "node_id=%s\nnode_private_key=%s\n".formatted(ANOTHER, KEY));

        assertThat(signer(MACHINE, other, nodeDat)).isEqualTo(new NodeDatSigner(nodeDat));
        assertThat(signer(ANOTHER, other, nodeDat)).isEqualTo(new NodeDatSigner(other));
        assertThat(signer(new MachineId("22".repeat(32)), other, nodeDat))
                .as("the first, which will say whose it is")
                .isEqualTo(new NodeDatSigner(other));
    }

    private void writeKeyOf(MachineId machine) throws IOException {
        Files.writeString(nodeDat, "node_id=%s\nnode_private_key=%s\n".formatted(machine, KEY));
    }

    private String whyAsked(MachineId machine) throws Exception {
        assertThat(signer(machine)).isInstanceOf(AgentByKafka.class);
        return ((AgentByKafka) signer(machine)).why();
    }

    private MachineSigner signer(MachineId machine, Path... named) throws Exception {
        PoolConfig pool = PoolFile.parse(
                "pool: {name: p, machines: [{id: %s, name: gpu-01, node: {install-dir: \"%s\"}}]}"
                        .formatted(MACHINE, folder.resolve("node")),
                folder.resolve("pool.yaml"));
        return MachineKeys.of(
                pool,
                machine,
                List.of(named),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    }
}
