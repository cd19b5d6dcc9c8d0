package io.dbcpool.bonding.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.bonding.wish.ControllerFiles;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.Keystore;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.extrinsic.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

    private static final String PASSWORD = "a pass phrase, ü";
    private static final Call CLAIM = Call.of("OnlineProfile", "claim_rewards");

    private static AccountId controller;
    private static String json;

    @TempDir
    private Path folder = Path.of("");

    private Path keystore;
    private Path password;

    /** Sealing takes half a second. */
    @BeforeAll
    static void seal() {
        try (SecretUri uri = SecretUri.parse("//Ctrl1");
                Keypair key = uri.toKeypair(KeyScheme.SR25519)) {
            controller = key.publicKey().account();
            json = Keystore.seal(key, PASSWORD, "ctrl", 42).toJson();
        }
    }

    @BeforeEach
    void write() throws IOException {
        keystore = secret("controller.json", json);
        password = secret("controller.password", PASSWORD + "\nwhat stands below is no part of it\n");
    }

    @Test
    void itSignsInTheNameOfItsOwnAccount() throws Exception {
        try (SigningKey key = SigningKey.ofController(files(Optional.empty()))) {
            assertThat(key.account()).isEqualTo(controller);
            assertThat(key.signer()).isEqualTo(controller);
            assertThat(key.carried(CLAIM)).isEqualTo(CLAIM);
            assertThat(key).hasToString("the key of " + controller);
        }
    }

    @Test
    void aProxysKeySignsInTheNameOfTheAccountThatItIsNamedFor() throws Exception {
        AccountId real = AccountId.of(new byte[AccountId.BYTES]);
        try (SigningKey key = SigningKey.ofController(files(Optional.of(real)))) {
            assertThat(key.account()).isEqualTo(real);
            assertThat(key.signer()).isEqualTo(controller);
            Call carried = key.carried(CLAIM);
            assertThat(carried.is("Proxy", "proxy")).isTrue();
            assertThat(Call.of(carried.argument("call"))).isEqualTo(CLAIM);
        }
    }

    @Test
    void whoseKeystoreItIsIsKnownWithoutItsPassword() throws Exception {
        Files.delete(password);

        assertThat(SigningKey.accountOf(files(Optional.empty()))).isEqualTo(controller);
    }

    @Test
    void aPasswordMayEndWithItsFileOrWithAWindowsLine() throws Exception {
        for (String content : new String[] {PASSWORD, PASSWORD + "\r\n"}) {
            Files.writeString(password, content);
            try (SigningKey key = SigningKey.ofController(files(Optional.empty()))) {
                assertThat(key.account()).isEqualTo(controller);
            }
        }
    }

    @Test
    void anotherPasswordOpensNothingAndIsNotQuoted() throws Exception {
        Files.writeString(password, "a guess\n");

        assertThatThrownBy(() -> SigningKey.ofController(files(Optional.empty())))
                .isInstanceOf(KeyException.class)
                .hasMessageStartingWith(keystore + ": ")
                .hasMessageEndingWith("next: see that the first line of %s is its password".formatted(password))
                .hasMessageNotContaining("a guess");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\nthe second line"})
    void aPasswordThatIsEmptyIsNone(String content) throws Exception {
        Files.writeString(password, content);

        assertThatThrownBy(() -> SigningKey.ofController(files(Optional.empty())))
                .isInstanceOf(KeyException.class)
                .hasMessage("wanted a password in the first line of %s, found none", password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"encoded\":\"AAAA\"}"})
    void whatIsNoKeystoreIsNamed(String content) throws Exception {
        Files.writeString(keystore, content);

        assertThatThrownBy(() -> SigningKey.accountOf(files(Optional.empty())))
                .isInstanceOf(KeyException.class)
                .hasMessageStartingWith(keystore + ": ")
                .hasMessageEndingWith("next: export the account again from its wallet");
    }

    @ParameterizedTest(name = "mode {0}: {1}")
    @CsvSource({"r--------, true", "rw-r-----, false", "rw----r--, false", "rw--w----, false"})
    void bothFilesAreTheirOwnersAlone(String mode, boolean taken) throws Exception {
        for (Path file : new Path[] {keystore, password}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            if (!taken) {
                assertThatThrownBy(() -> SigningKey.ofController(files(Optional.empty())))
                        .isInstanceOf(KeyException.class)
                        .hasMessageEndingWith("next: chmod 600 " + file);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        }
        SigningKey.ofController(files(Optional.empty())).close();
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws Exception {
        Files.delete(password);
        assertThatThrownBy(() -> SigningKey.ofController(files(Optional.empty())))
                .isInstanceOf(KeyException.class)
                .hasMessage("password file: wanted a file, found nothing at " + password);
        Files.delete(keystore);
        assertThatThrownBy(() -> SigningKey.ofController(files(Optional.empty())))
                .isInstanceOf(KeyException.class)
                .hasMessage("keystore: wanted a file, found nothing at " + keystore);
    }

    private ControllerFiles files(Optional<AccountId> account) {
        return new ControllerFiles(keystore, password, account);
    }

    private Path secret(String name, String content) throws IOException {
        Path file = Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, content);
    }
}
