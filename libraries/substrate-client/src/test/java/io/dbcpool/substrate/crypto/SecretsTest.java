package io.dbcpool.substrate.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @ParameterizedTest
    @ValueSource(
            classes = {SecretKey.class, SecretUri.class, Mnemonic.class, Sr25519Keypair.class, Ed25519Keypair.class})
    void haveNoTextAndAreClosed(Class<?> secret) throws NoSuchMethodException {
        assertThat(secret.getMethod("toString").getDeclaringClass()).isEqualTo(Object.class);
        assertThat(secret).isAssignableTo(AutoCloseable.class).isFinal();
    }

    @Test
    void areWipedWhenClosed() {
        byte[] bytes = {1, 2, 3};
        SecretKey key = new SecretKey(bytes);
        key.close();
        assertThat(bytes).containsOnly(0);
        assertThatIllegalStateException().isThrownBy(key::copy);
    }

    @Test
    void areLentAsCopiesThatAreWipedToo() {
        byte[] bytes = {1, 2, 3};
        try (SecretKey key = new SecretKey(bytes)) {
            byte[] lent = key.lend(copy -> {
                assertThat(copy).isEqualTo(new byte[] {1, 2, 3});
                Arrays.fill(bytes, (byte) 9);
                assertThat(copy).isEqualTo(new byte[] {1, 2, 3});
                return copy;
            });
            assertThat(lent).containsOnly(0);
        }
    }

    @Test
    void areGoneFromClosedMnemonicsAndUris() {
        Mnemonic mnemonic = Mnemonic.generate(12);
        mnemonic.close();
        assertThatIllegalStateException().isThrownBy(() -> mnemonic.toSeed(""));
        SecretUri uri = SecretUri.parse("//Alice");
        uri.close();
        assertThatIllegalStateException().isThrownBy(() -> uri.toKeypair(KeyScheme.SR25519));
    }
}
