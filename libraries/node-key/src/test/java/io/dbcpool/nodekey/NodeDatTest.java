package io.dbcpool.nodekey;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.nodekey.NodeDat.Read;
import io.dbcpool.nodekey.NodeDat.Refused;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.PublicKey;
import io.dbcpool.substrate.crypto.Signature;
import io.dbcpool.substrate.crypto.address.AccountId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the pair that the guide and the wiki print as an example; nobody's machine. */
class NodeDatTest {

    static final String ID = "8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48";
    static final String KEY = "398f0c28f98885e046333d4a41c19cee4c37368a9832c6502f6cfd182e2aef89";
    private static final String STASH = "5GepGFWGZAzhv7AmctMw8W8VA5ydQsWPe6rVUzcE2UXL45c7";

    /** polkadot-js' signature of this machine's bonding message for that stash. */
    private static final String BY_POLKADOT_JS = "aae0444dfdff72ae392db765cd0a631726fc62c6d0115be7d3e115dc2ff3d578"
            + "2cb1cdf297c04436442fdb1b6ab9ef6ebabf8934cb12ca63e44d75e47ff10d8b";

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] nodeDat() {
        return text("node_id=%s\nnode_private_key=%s\n".formatted(ID, KEY));
    }

    private static MachineKey key() {
        return ((Read) NodeDat.parse(nodeDat())).key();
    }

    @Test
    void theIdIsThePublicKeyOfTheKey() {
        try (var key = key()) {
            assertThat(key.derivedId().hex()).isEqualTo(ID);
            assertThat(key.fits()).isTrue();
        }
    }

    @Test
    void spacesCapitalsAndOtherKeysDoNoHarm() {
        byte[] file = text("version=1\r\n node_id = %s \r\npub_key=x\nnode_private_key=%s"
                .formatted(ID.toUpperCase(Locale.ROOT), KEY));

        try (var key = ((Read) NodeDat.parse(file)).key()) {
            assertThat(key.fits()).isTrue();
        }
    }

    @Test
    void anothersIdDoesNotFit() {
        byte[] file = text("node_id=%s\nnode_private_key=%s\n".formatted(ID.replace('8', '9'), KEY));

        try (var key = ((Read) NodeDat.parse(file)).key()) {
            assertThat(key.fits()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "node_id=" + ID,
                "node_private_key=" + KEY,
                "node_id=8eaf\nnode_private_key=" + KEY,
                "node_id=" + ID + "\nnode_private_key=398f",
                "node_id=" + ID + "\nnode_private_key=zz8f0c28f98885e046333d4a41c19cee4c37368a9832c6502f6cfd182e2aef89",
            })
    void whatIsNoNodeDatIsRefusedAndSaysNothingOfTheKey(String file) {
        var refused = (Refused) NodeDat.parse(text(file));

        assertThat(refused.reason()).isNotBlank().doesNotContain("398f", "8f0c28");
        assertThat(refused.unreadable()).isFalse();
    }

    @Test
    void aFileThatIsNotThereIsMissing(@TempDir Path folder) {
        assertThat(NodeDat.read(folder.resolve("node.dat"))).isEqualTo(new NodeDat.Missing());
    }

    @Test
    void theKeyWritesItsFileAsTheNodeDoes() {
        try (var key = key()) {
            String written = key.lendFile(file -> new String(file, StandardCharsets.US_ASCII));

            assertThat(written).isEqualTo(new String(nodeDat(), StandardCharsets.US_ASCII));
            assertThat(key.toString()).doesNotContain(KEY);
        }
    }

    @Test
    void polkadotJsAndWeSignTheSameMessage() {
        var machine =
                new PublicKey(KeyScheme.SR25519, AccountId.of(HexFormat.of().parseHex(ID)));
        try (var key = key()) {
            var message = BondingMessage.of(key.claimedId(), STASH).orElseThrow();

            assertThat(message.text()).hasSize(BondingMessage.BYTES);
            assertThat(machine.hasSigned(
                            text(message.text()), signature(HexFormat.of().parseHex(BY_POLKADOT_JS))))
                    .isTrue();
            assertThat(machine.hasSigned(text(message.text()), signature(key.sign(message))))
                    .isTrue();
        }
    }

    private static Signature signature(byte[] bytes) {
        return new Signature(KeyScheme.SR25519, bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5Gep", "5GepGFWGZAzhv7AmctMw8W8VA5ydQsWPe6rVUzcE2UXL45c8"})
    void aStashThatIsNoneMakesNoMessage(String stash) {
        try (var key = key()) {
            assertThat(BondingMessage.of(key.claimedId(), stash)).isEmpty();
        }
    }
}
