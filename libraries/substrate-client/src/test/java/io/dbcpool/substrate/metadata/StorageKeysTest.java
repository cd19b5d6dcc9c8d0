package io.dbcpool.substrate.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.substrate.crypto.hash.Blake2b;
import io.dbcpool.substrate.crypto.hash.TwoX;
import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.substrate.value.ValueException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StorageKeysTest {

    private static final byte[] WHO = new byte[32];

    private final Pallet vault = SmallRuntime.decoded().getPallet("Vault");
    private final StorageEntry shares = vault.getStorage("Shares");

    @Test
    void standUnderThePrefixOfThePalletsStorageNotUnderItsName() {
        assertThat(vault.getStorage("Total").key())
                .isEqualTo(new ScaleWriter()
                        .writeFixedBytes(TwoX.hash128("VaultStore".getBytes(StandardCharsets.UTF_8)))
                        .writeFixedBytes(TwoX.hash128("Total".getBytes(StandardCharsets.UTF_8)))
                        .toByteArray());
    }

    @Test
    void hashEachMapKeyWithItsHasher() {
        byte[] seven = {7, 0, 0, 0};
        StorageEntry entry = vault.getStorage("ByEveryHasher");
        byte[] key = entry.keys().encode(Collections.nCopies(7, Value.of(7)));
        assertThat(key)
                .isEqualTo(new ScaleWriter()
                        .writeFixedBytes(entry.prefix())
                        .writeFixedBytes(Blake2b.hash128(seven))
                        .writeFixedBytes(Blake2b.hash256(seven))
                        .writeFixedBytes(Blake2b.hash128(seven))
                        .writeFixedBytes(seven)
                        .writeFixedBytes(TwoX.hash128(seven))
                        .writeFixedBytes(TwoX.hash256(seven))
                        .writeFixedBytes(TwoX.hash64(seven))
                        .writeFixedBytes(seven)
                        .writeFixedBytes(seven)
                        .toByteArray());
        Optional<Value> kept = Optional.of(Value.of(7));
        Optional<Value> lost = Optional.empty();
        assertThat(entry.keys().decode(key)).containsExactly(lost, lost, kept, lost, lost, kept, kept);
    }

    @Test
    void haveCommonBeginnings() {
        byte[] key = shares.key(Value.of(WHO), Value.of(5));
        assertThat(key).startsWith(shares.keys().encodeBeginning(List.of(Value.of(WHO))));
        assertThat(shares.keys().encodeBeginning(List.of())).isEqualTo(shares.prefix());
    }

    @Test
    void wantTheRightMapKeys() {
        assertThatThrownBy(() -> shares.key(Value.of(WHO)))
                .isInstanceOf(ValueException.class)
                .hasMessage("wanted 2 map keys, but found 1");
        assertThatThrownBy(() -> shares.key(Value.of(WHO), Value.of("5")))
                .isInstanceOf(ValueException.class)
                .hasMessage("the value wants u32, but found Text");
    }

    @Test
    void areNotTakenApartIfTheyAreOthers() {
        byte[] key = shares.key(Value.of(WHO), Value.of(5));
        assertThatExceptionOfType(ScaleException.class)
                .isThrownBy(() -> vault.getStorage("Deposits").keys().decode(key))
                .withMessage("the storage key is another entry's");
        key[32] ^= 1;
        assertThatExceptionOfType(ScaleException.class)
                .isThrownBy(() -> shares.keys().decode(key))
                .withMessage("the hash at byte 32 is not that of the map key behind it");
    }
}
