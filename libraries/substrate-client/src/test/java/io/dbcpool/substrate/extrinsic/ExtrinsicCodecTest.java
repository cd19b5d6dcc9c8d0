package io.dbcpool.substrate.extrinsic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.substrate.Vectors;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.Signature;
import io.dbcpool.substrate.crypto.SignatureCheck;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.metadata.ExtrinsicFormat;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.SignedExtension;
import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.substrate.value.ValueException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtrinsicCodecTest {

    private static final Hash256 GENESIS = Hash256.ofContent(new byte[] {1});
    private static final Hash256 BIRTH = Hash256.ofContent(new byte[] {2});
    private static final SigningTerms TERMS = SigningTerms.of(Lifetime.bornAt(100, BIRTH, 64), 3);
    private static final Call REMARK = Call.of("System", "remark").with("remark", Value.of(new byte[10]));

    private static Metadata metadata;
    private static ExtrinsicCodec extrinsics;

    @BeforeAll
    static void read() throws IOException {
        metadata = Metadata.decode(Vectors.recordedMetadata());
        extrinsics = ExtrinsicCodec.of(metadata, GENESIS);
    }

    @ParameterizedTest
    @EnumSource
    void signsWhatCanBeChecked(KeyScheme scheme) {
        try (SecretUri uri = SecretUri.parse("//Alice");
                Keypair alice = uri.toKeypair(scheme)) {
            SignedExtrinsic signed = extrinsics
                    .prepare(REMARK, TERMS.withTip(BigInteger.TEN).withFeeIn(Value.of(7)))
                    .sign(alice);
            assertThat(signed.signer()).isEqualTo(alice.publicKey().account());
            assertThat(signed.nonce()).isEqualTo(3);
            assertThat(signed.diesAt()).hasValue(164);
            assertThat(signed).isEqualTo(new SignedExtrinsic(signed.bytes(), signed.signer(), 3, OptionalLong.of(164)));

            Extrinsic read = Extrinsic.decode(metadata, signed.bytes());
            assertThat(read.hash()).isEqualTo(signed.hash());
            assertThat(read.call()).isEqualTo(REMARK);
            assertThat(extrinsics.check(read, BIRTH)).isEqualTo(SignatureCheck.VALID);
            assertThat(extrinsics.check(read, GENESIS)).isEqualTo(SignatureCheck.OTHER_KEY_OR_MESSAGE);
            assertThat(ExtrinsicCodec.of(metadata, BIRTH).check(read, BIRTH))
                    .as("on another chain")
                    .isEqualTo(SignatureCheck.OTHER_KEY_OR_MESSAGE);
            Authorship authorship = read.authorship().orElseThrow();
            assertThat(authorship.era()).isEqualTo(TERMS.lifetime().era());
            assertThat(authorship.tip()).isEqualTo(BigInteger.TEN);
            assertThat(authorship.feeAsset()).contains(Value.of(7));
        }
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {255, 256, 257})
    void hashesPayloadsOver256Bytes(int size) {
        int frame = extrinsics.prepare(REMARK, TERMS).whole().length - 10;
        // From 64 bytes on a list's number takes two.
        Call call = REMARK.with("remark", Value.of(new byte[size - frame - 1]));
        SigningPayload payload = extrinsics.prepare(call, TERMS);
        assertThat(payload.whole()).hasSize(size);
        assertThat(payload.toSign())
                .isEqualTo(size > 256 ? Hash256.ofContent(payload.whole()).toBytes() : payload.whole());
    }

    @Test
    void anImmortalOneIsSignedWithTheGenesis() {
        try (SecretUri uri = SecretUri.parse("//Alice");
                Keypair alice = uri.toKeypair(KeyScheme.SR25519)) {
            SignedExtrinsic signed = extrinsics
                    .prepare(REMARK, SigningTerms.of(Lifetime.immortal(), 0))
                    .sign(alice);
            assertThat(signed.diesAt()).isEmpty();
            assertThat(extrinsics.check(Extrinsic.decode(metadata, signed.bytes()), BIRTH))
                    .isEqualTo(SignatureCheck.VALID);
        }
    }

    @Test
    void saysWhatIsWrongWithACall() {
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> extrinsics.encode(Call.of("Bank", "pay")))
                .withMessage("the runtime has no pallet Bank");
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> extrinsics.encode(Call.of("System", "shout")))
                .withMessage("runtime spec version 400 has no call System.shout");
        assertThatExceptionOfType(ValueException.class)
                .isThrownBy(() -> extrinsics.encode(Call.of("System", "remark")))
                .withMessage("System.remark wants argument remark, but there are only []");
        assertThatExceptionOfType(ValueException.class)
                .isThrownBy(() -> extrinsics.encode(REMARK.with("loud", Value.of(true))))
                .withMessage("System.remark wants 1 arguments, but found [remark, loud]");
        assertThatExceptionOfType(ValueException.class)
                .isThrownBy(() -> extrinsics.encode(Call.of("System", "remark").with("remark", Value.of("text"))))
                .withMessage("argument remark of System.remark: the value wants bytes, but found Text");
        assertThatExceptionOfType(ValueException.class)
                .isThrownBy(() ->
                        extrinsics.encode(Wrapping.batchAll(List.of(REMARK, REMARK.with("remark", Value.of(1))))))
                .withMessage("argument calls of Utility.batch_all: 1.0.remark wants bytes, but found 1");
    }

    @Test
    void refusesExtensionsThatItDoesNotKnowByName() {
        Metadata strange = withExtensions("CheckNonce", "CheckMood", "PayInKind");
        assertThatExceptionOfType(UnknownExtensionException.class)
                .isThrownBy(() -> ExtrinsicCodec.of(strange, GENESIS))
                .withMessage(
                        "the runtime wants signed extensions that we do not know, so nothing can be signed for it: "
                                + "CheckMood, PayInKind")
                .satisfies(refusal -> assertThat(refusal.names()).containsExactly("CheckMood", "PayInKind"));
    }

    @Test
    void refusesAnExtensionOfAKnownNameWithBytesThatWeDoNotKnow() {
        List<SignedExtension> changed = new ArrayList<>(metadata.extrinsic().signedExtensions());
        int nonceTypeId = extension("CheckNonce").typeId();
        changed.set(
                0,
                new SignedExtension(
                        "CheckNonZeroSender",
                        nonceTypeId,
                        extension("CheckNonce").additionalTypeId()));
        ExtrinsicCodec other = ExtrinsicCodec.of(with(4, changed), GENESIS);
        assertThatExceptionOfType(ScaleException.class)
                .isThrownBy(() -> other.prepare(REMARK, TERMS))
                .withMessageStartingWith("the runtime wants bytes of type frame_system::extensions::check_nonce");
    }

    @Test
    void refusesTipsAndAssetsThatTheRuntimeDoesNotTake() {
        ExtrinsicCodec free = ExtrinsicCodec.of(withExtensions("CheckNonce"), GENESIS);
        assertThatThrownBy(() -> free.prepare(REMARK, TERMS.withTip(BigInteger.ONE)))
                .hasMessage("the runtime takes no tips, but found one of 1");
        assertThatThrownBy(() -> free.prepare(REMARK, TERMS.withFeeIn(Value.of(1))))
                .hasMessage("the runtime takes fees in its own currency only");
        assertThat(free.prepare(REMARK, TERMS).whole()).endsWith(12);
    }

    @Test
    void refusesOtherVersions() {
        assertThatExceptionOfType(ScaleException.class)
                .isThrownBy(() -> ExtrinsicCodec.of(with(5, metadata.extrinsic().signedExtensions()), GENESIS))
                .withMessage("wanted a runtime with extrinsics of version 4, but found version 5");
        assertThatExceptionOfType(ScaleException.class)
                .isThrownBy(() -> Extrinsic.decode(metadata, new byte[] {8, 0x45, 0}))
                .withMessage("wanted a signed or bare extrinsic of version 4 at byte 1, but found 45")
                .satisfies(refusal -> assertThat(refusal.position()).isEqualTo(1));
    }

    @Test
    void aBareOneHasNoSignatureThatCouldBeValid() {
        Call set = Call.of("Timestamp", "set").with("now", Value.of(1));
        byte[] call = extrinsics.encode(set);
        byte[] bytes = new byte[call.length + 2];
        bytes[0] = (byte) (4 * (call.length + 1));
        bytes[1] = 4;
        System.arraycopy(call, 0, bytes, 2, call.length);
        Extrinsic bare = Extrinsic.decode(metadata, bytes);
        assertThat(bare.call()).isEqualTo(set);
        assertThat(bare.authorship()).isEmpty();
        assertThat(extrinsics.check(bare, GENESIS).isValid()).isFalse();
    }

    @Test
    void refusesASignatureOfAnotherScheme() {
        try (Keypair ed25519 = KeyScheme.ED25519.fromSeed(new byte[32])) {
            SigningPayload payload = extrinsics.prepare(REMARK, TERMS);
            assertThatThrownBy(() -> payload.with(ed25519.publicKey(), new Signature(KeyScheme.SR25519, new byte[64])))
                    .hasMessage("wanted a signature of ed25519, but found one of sr25519");
        }
    }

    @Test
    void refusesTermsThatAreNone() {
        assertThatThrownBy(() -> SigningTerms.of(Lifetime.immortal(), -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TERMS.withTip(BigInteger.ONE.negate())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> extrinsics.prepare(REMARK, SigningTerms.of(Lifetime.immortal(), 1L << 32)))
                .hasMessageContaining("wants a compact u32, but found 4294967296");
    }

    private static Metadata withExtensions(String... names) {
        int typeId = extension("CheckNonce").typeId();
        int nothing = extension("CheckNonce").additionalTypeId();
        return with(
                4,
                List.of(names).stream()
                        .map(name -> new SignedExtension(name, typeId, nothing))
                        .toList());
    }

    private static Metadata with(int version, List<SignedExtension> extensions) {
        return new Metadata(
                metadata.values(),
                metadata.pallets(),
                new ExtrinsicFormat(version, metadata.extrinsic().typeId(), extensions));
    }

    private static SignedExtension extension(String name) {
        return Optional.of(name)
                .flatMap(wanted -> metadata.extrinsic().signedExtensions().stream()
                        .filter(one -> one.name().equals(wanted))
                        .findFirst())
                .orElseThrow();
    }
}
