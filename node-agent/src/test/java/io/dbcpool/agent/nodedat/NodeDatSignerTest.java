package io.dbcpool.agent.nodedat;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.agent.signing.MachineSigner.Outcome;
import io.dbcpool.agent.signing.MachineSigner.Refused;
import io.dbcpool.agent.signing.MachineSigner.Signed;
import io.dbcpool.agent.testing.AgentParts;
import io.dbcpool.agent.testing.BondingSignatures;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.SigningRefused.Refusal;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeDatSignerTest {

    private static final String NO_KEY = "node_id=%s\n".formatted(AgentParts.MACHINE);

    @TempDir
    private Path folder;

    @Test
    void whatPolkadotJsSignsAndWhatWeSignIsTheSameMessage() throws IOException {
        try (var file = NodeDatSignerTest.class.getResourceAsStream("/bonding-vectors.json")) {
            for (var vector :
                    EventCodec.json().readTree(Objects.requireNonNull(file)).get("bonding")) {
                var machine = new MachineId(vector.get("machineId").asText());
                String stash = vector.get("stash").asText();
                Path nodeDat = write("node_id=%s\nnode_private_key=%s\n"
                        .formatted(machine, vector.get("privateKey").asText()));

                var outcome = new NodeDatSigner(new NodeDatFiles(Map.of(machine, nodeDat))).sign(machine, stash);

                assertThat(vector.get("message").asText()).isEqualTo(machine.hex() + stash);
                assertThat(BondingSignatures.isGenuine(
                                machine, stash, vector.get("signature").asText()))
                        .isTrue();
                assertThat(BondingSignatures.isGenuine(machine, stash, ((Signed) outcome).signature()))
                        .isTrue();
                assertThat(outcome.toString())
                        .doesNotContain(vector.get("privateKey").asText());
            }
        }
    }

    @Test
    void aKeyThatIsNotThereOrNoneOrAnothersSignsNothing() throws IOException {
        assertThat(refusal(sign(folder.resolve("none"), AgentParts.STASH))).isEqualTo(Refusal.KEY_MISSING);
        assertThat(refusal(sign(write(""), AgentParts.STASH))).isEqualTo(Refusal.KEY_UNREADABLE);
        assertThat(refusal(sign(write(NO_KEY), AgentParts.STASH))).isEqualTo(Refusal.KEY_UNREADABLE);
        assertThat(refusal(sign(folder, AgentParts.STASH))).isEqualTo(Refusal.KEY_UNREADABLE);
        assertThat(refusal(sign(write(AgentParts.NODE_DAT.replace("398f", "398e")), AgentParts.STASH)))
                .isEqualTo(Refusal.KEY_OF_ANOTHER);
        String another = "b".repeat(64);
        assertThat(refusal(
                        sign(write(AgentParts.NODE_DAT.replace(AgentParts.MACHINE.hex(), another)), AgentParts.STASH)))
                .isEqualTo(Refusal.KEY_OF_ANOTHER);
    }

    @Test
    void aStashWithAWrongChecksumMakesNoMessage() throws IOException {
        String wrong = AgentParts.STASH.substring(0, 47) + "8";

        assertThat(refusal(sign(write(AgentParts.NODE_DAT), wrong))).isEqualTo(Refusal.INVALID_STASH);
    }

    private static Outcome sign(Path nodeDat, String stash) {
        return new NodeDatSigner(new NodeDatFiles(Map.of(AgentParts.MACHINE, nodeDat))).sign(AgentParts.MACHINE, stash);
    }

    private static Refusal refusal(Outcome outcome) {
        return ((Refused) outcome).refusal();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("node.dat"), text);
    }
}
