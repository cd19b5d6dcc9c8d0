package io.dbcpool.substrate.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.types.Variant;
import io.dbcpool.substrate.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTest {

    private static final byte[] ENCODED = SmallRuntime.encoded();

    private final Metadata metadata = SmallRuntime.decoded();
    private final Pallet vault = metadata.getPallet("Vault");

    @Test
    void findsByNameAndByIndex() {
        assertThat(metadata.findPallet(9)).contains(vault);
        assertThat(metadata.findPallet(1)).isEmpty();
        assertThat(vault.calls().find("deposit"))
                .isEqualTo(vault.calls().find(3))
                .isPresent();
        assertThat(vault.calls().find(0)).isEmpty();
        assertThat(vault.events().find(1)).map(Variant::name).contains("Paused");
        assertThat(metadata.findError(9, 2)).map(Variant::name).contains("TooSmall");
        assertThat(metadata.findError(9, 2)).map(Variant::docs).contains(List.of("About TooSmall"));
        assertThat(metadata.findError(0, 2)).isEmpty();
        assertThat(metadata.types().find("vault::Deposit"))
                .contains(metadata.types().get(SmallRuntime.DEPOSIT));
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatThrownBy(() -> metadata.getPallet("Bank")).hasMessage("the runtime has no pallet Bank");
        assertThatThrownBy(() -> vault.getStorage("Sum")).hasMessage("pallet Vault has no storage Sum");
        assertThatThrownBy(() -> vault.getConstant("Max")).hasMessage("pallet Vault has no constant Max");
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> metadata.values().decode(SmallRuntime.TYPES, new byte[0]))
                .withMessage("wanted type 62, but the runtime has types 0 to 61");
    }

    @Test
    void readsConstantsDefaultsAndExtrinsics() {
        assertThat(vault.getConstant("MinDeposit").value()).isEqualTo(Value.of(1_000));
        assertThat(vault.getStorage("Total").whenAbsent()).contains(Value.of(0));
        assertThat(vault.getStorage("Deposits").whenAbsent()).isEmpty();
        assertThat(metadata.extrinsic())
                .isEqualTo(new ExtrinsicFormat(
                        4,
                        SmallRuntime.UNIT,
                        List.of(new SignedExtension("CheckNonce", SmallRuntime.COMPACT, SmallRuntime.UNIT))));
    }

    @ParameterizedTest(name = "byte {0} as {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            0 | 0  | wanted metadata at byte 0, but found 61746500
            4 | 15 | wanted metadata of version 14 at byte 4, but found version 15
            4 | 13 | wanted metadata of version 14 at byte 4, but found version 13
            6 | 4  | wanted type 0 at byte 6, but found type 1
            6 | 252 | byte 6 names type 63, but there are only 62
            9 | 8  | byte 9 is 8, but TypeDef ends at 7
            """)
    void refusesWithThePosition(int position, int found, String message) {
        byte[] bytes = ENCODED.clone();
        bytes[position] = (byte) found;
        assertThatExceptionOfType(ScaleException.class)
                .isThrownBy(() -> Metadata.decode(bytes))
                .withMessage(message)
                .satisfies(refusal -> assertThat(refusal.position()).isEqualTo(position));
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({"label, until", "Initialization, ApplyExtrinsic"})
    void refusesTheSameNameTwice(String name, String becomes) {
        byte[] bytes = ENCODED.clone();
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(name);
        System.arraycopy(becomes.getBytes(StandardCharsets.US_ASCII), 0, bytes, at, name.length());
        assertThatExceptionOfType(ScaleException.class)
                .isThrownBy(() -> Metadata.decode(bytes))
                .withMessageEndingWith("has " + becomes + " twice");
    }

    @Test
    void refusesEveryTruncationAndOneByteMore() {
        for (int length = 0; length < ENCODED.length; length++) {
            byte[] cut = Arrays.copyOf(ENCODED, length);
            assertThatExceptionOfType(ScaleException.class)
                    .as("cut at %d", length)
                    .isThrownBy(() -> Metadata.decode(cut))
                    .satisfies(refusal -> assertThat(refusal.position()).isBetween(0, cut.length));
        }
        assertThatExceptionOfType(ScaleException.class)
                .isThrownBy(() -> Metadata.decode(Arrays.copyOf(ENCODED, ENCODED.length + 1)))
                .withMessage("wanted the end at byte %d, but 1 more follow".formatted(ENCODED.length));
    }

    @Test
    void refusesMoreThanTheLimit() {
        assertThatExceptionOfType(ScaleException.class)
                .isThrownBy(() -> Metadata.decode(new byte[Metadata.MAX_BYTES + 1]))
                .withMessage("wanted at most 4194304 bytes of metadata, but found 4194305");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 42, 20_261_124})
    void damagedMetadataIsUsedOrRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int used = 0;
        int refused = 0;
        for (int round = 0; round < 500; round++) {
            byte[] bytes = ENCODED.clone();
            bytes[random.nextInt(5, bytes.length)] = (byte) random.nextInt();
            byte[] stored = new byte[random.nextInt(64)];
            random.nextBytes(stored);
            try {
                useAll(Metadata.decode(bytes), stored);
                used++;
            } catch (ScaleException refusal) {
                assertThat(refusal.position()).isBetween(0, bytes.length);
                refused++;
            }
        }
        assertThat(used).isPositive();
        assertThat(refused).isPositive();
    }

    private static void useAll(Metadata metadata, byte[] stored) {
        for (Pallet pallet : metadata.pallets()) {
            pallet.constants().forEach(Constant::value);
            pallet.storage().forEach(StorageEntry::whenAbsent);
        }
        for (int typeId = 0; typeId < metadata.types().size(); typeId++) {
            Optional<Value> value = decode(metadata, typeId, stored);
            int known = typeId;
            value.ifPresent(decoded ->
                    assertThat(metadata.values().encode(known, decoded)).isEqualTo(stored));
        }
    }

    private static Optional<Value> decode(Metadata metadata, int typeId, byte[] stored) {
        try {
            return Optional.of(metadata.values().decode(typeId, stored));
        } catch (ScaleException refusal) {
            assertThat(refusal.position()).isBetween(0, stored.length);
            return Optional.empty();
        }
    }
}
