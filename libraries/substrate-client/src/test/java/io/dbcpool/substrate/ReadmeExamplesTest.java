package io.dbcpool.substrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.Keystore;
import io.dbcpool.substrate.crypto.KeystoreException;
import io.dbcpool.substrate.crypto.Mnemonic;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.Signature;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.address.Ss58Address;
import io.dbcpool.substrate.crypto.hash.StorageHasher;
import io.dbcpool.substrate.crypto.hash.TwoX;
import io.dbcpool.substrate.metadata.EventRecord;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.SmallRuntime;
import io.dbcpool.substrate.metadata.StorageEntry;
import io.dbcpool.substrate.scale.ScaleReader;
import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.substrate.value.Value;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's examples, word for word, and that they do what it says. */
class ReadmeExamplesTest {

    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    record Deposit(AccountId who, BigInteger amount, Optional<Boolean> locked) {

        static Deposit read(ScaleReader in) {
            return new Deposit(AccountId.of(in.readFixedBytes(32)), in.readCompact(128), in.readOptionBool());
        }

        void write(ScaleWriter out) {
            out.writeFixedBytes(who.toBytes()).writeCompact(amount).writeOptionBool(locked);
        }
    }

    @Test
    void readsAndWritesAStruct() {
        AccountId alice = Ss58Address.parse("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", 42);
        ScaleWriter out = new ScaleWriter();
        new Deposit(alice, BigInteger.TEN, Optional.of(true)).write(out);
        Deposit back = ScaleReader.readWhole(out.toByteArray(), Deposit::read);
        assertThat(back).isEqualTo(new Deposit(alice, BigInteger.TEN, Optional.of(true)));
    }

    @Test
    void signsAndVerifies() {
        byte[] message = "bond".getBytes(StandardCharsets.UTF_8);
        try (SecretUri uri = SecretUri.parse("//Alice//stash");
                Keypair keypair = uri.toKeypair(KeyScheme.SR25519)) {
            Signature signature = keypair.sign(message);
            assertThat(keypair.publicKey().hasSigned(message, signature)).isTrue();
            assertThat(keypair.publicKey().check(new byte[0], signature).explanation())
                    .startsWith("the signature is not this key's over this message");
        }
    }

    @Test
    void keepsANewKeyInAFile() throws IOException {
        Path file = folder.resolve("controller.json");
        char[] password = "correct horse battery staple".toCharArray();
        try (Mnemonic words = Mnemonic.generate(12);
                Keypair keypair = words.toKeypair(KeyScheme.SR25519, "")) {
            Files.writeString(
                    file,
                    Keystore.seal(keypair, CharBuffer.wrap(password), "controller", 42)
                            .toJson());
        }
        try (Keypair keypair = Keystore.parse(Files.readString(file)).unlock(CharBuffer.wrap(password))) {
            assertThat(keypair.sign(new byte[] {1}).toMultiSignature()).hasSize(65);
        } catch (KeystoreException.WrongPassword tryAgain) {
            throw new AssertionError(tryAgain);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    @Test
    void makesAStorageKey() {
        AccountId alice = Ss58Address.parse("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", 42);
        byte[] pallet = TwoX.hash128("System".getBytes(StandardCharsets.UTF_8));
        byte[] item = TwoX.hash128("Account".getBytes(StandardCharsets.UTF_8));
        byte[] key = StorageHasher.BLAKE2_128_CONCAT.hash(alice.toBytes());
        byte[] storageKey = new ScaleWriter()
                .writeFixedBytes(pallet)
                .writeFixedBytes(item)
                .writeFixedBytes(key)
                .toByteArray();
        assertThat(Vectors.hex(storageKey))
                .isEqualTo(
                        "0x26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9"
                                + "de1e86a9a8c739864cf3cc5ec2bea59fd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d");
    }

    @Test
    void readsStorageAndEvents() {
        byte[] metadataBytes = SmallRuntime.encoded();
        byte[] account = new byte[32];
        byte[] storedDeposit = new ScaleWriter()
                .writeFixedBytes(account)
                .writeCompact(10)
                .writeString("rent")
                .writeBool(false)
                .toByteArray();
        byte[] storedEvents = {4, 1, 9, 1, 0};
        Metadata metadata = Metadata.decode(metadataBytes);
        StorageEntry deposits = metadata.getPallet("Vault").getStorage("Deposits");
        byte[] storageKey = deposits.key(Value.of(account));
        Value deposit = deposits.decode(storedDeposit);
        assertThat(deposit.field("amount").asInteger()).isEqualTo(BigInteger.TEN);
        assertThat(deposits.keys().decode(storageKey)).containsExactly(Optional.of(Value.of(account)));
        for (EventRecord event : EventRecord.decodeAll(metadata, storedEvents)) {
            assertThat(event.pallet() + "." + event.name()).isEqualTo("Vault.Paused");
        }
    }

    @Test
    void standInTheReadmeAsTheyStandHere() throws IOException {
        Path here = Path.of("src/test/java/io/dbcpool/substrate");
        String source = withoutIndent(Files.readString(here.resolve("ReadmeExamplesTest.java"))
                + Files.readString(here.resolve("ReadmeNodeExamplesTest.java")));
        String readme = Files.readString(Path.of("README.md"));
        assertThat(EXAMPLE.matcher(readme).results().map(MatchResult::group)).hasSize(8);
        EXAMPLE.matcher(readme)
                .results()
                .map(example -> withoutIndent(example.group(1)))
                .forEach(example -> assertThat(source).contains(example));
    }

    @Test
    void fitIntoTwentyLines() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        assertThat(EXAMPLE.matcher(readme).results().map(example -> example.group(1)))
                .allSatisfy(example -> assertThat(example.lines()).hasSizeLessThanOrEqualTo(20));
    }

    private static String withoutIndent(String text) {
        return text.lines().map(String::strip).reduce("", (all, line) -> all + line + "\n");
    }
}
