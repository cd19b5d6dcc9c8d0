package io.dbcpool.substrate.extrinsic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.substrate.Vectors;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.SignatureCheck;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Extrinsics that a node put into blocks, with what polkadot-js says of them. */
class RecordedBlocksTest {

    private static final AccountId ALICE = account("//Alice");
    private static final AccountId BOB = account("//Bob");

    private static Metadata metadata;
    private static ExtrinsicCodec extrinsics;
    private static JsonNode recorded;

    @BeforeAll
    static void read() throws IOException {
        metadata = Metadata.decode(Vectors.recordedMetadata());
        recorded = Vectors.ofResource("recorded-blocks.json").file();
        JsonNode runtime = Vectors.ofResource("chain-vectors.json").file().path("runtime");
        extrinsics = ExtrinsicCodec.of(metadata, Hash256.of(Vectors.bytes(runtime, "genesisHash")));
    }

    @TestFactory
    Stream<DynamicTest> areReadAsPolkadotJsReadsThem() {
        return answers()
                .map(answer -> dynamicTest(answer.path("call").asText(), () -> {
                    Extrinsic extrinsic = Extrinsic.decode(metadata, Vectors.bytes(answer, "hex"));
                    assertThat(extrinsic.hash()).hasToString(answer.path("hash").asText());
                    Call call = extrinsic.call();
                    assertThat((call.pallet() + "." + call.name().replace("_", "")).toLowerCase(Locale.ROOT))
                            .isEqualTo(answer.path("call").asText().toLowerCase(Locale.ROOT));
                    assertThat(extrinsic.authorship().isPresent())
                            .isEqualTo(answer.path("signed").asBoolean());
                    extrinsic.authorship().ifPresent(authorship -> {
                        assertThat(authorship.account().orElseThrow())
                                .hasToString(answer.path("signer").asText());
                        assertThat(authorship.nonce())
                                .hasValue(answer.path("nonce").asLong());
                        assertThat(authorship.tip())
                                .hasToString(answer.path("tip").asText());
                        assertThat(authorship.feeAsset()).isEmpty();
                        long birth = answer.path("birth").asLong();
                        assertThat(authorship.era().birth(birth)).isEqualTo(birth);
                        if (answer.path("diesAt").isNull()) {
                            assertThat(authorship.era().death(birth)).isEmpty();
                        } else {
                            assertThat(authorship.era().death(birth))
                                    .hasValue(answer.path("diesAt").asLong());
                        }
                    });
                }));
    }

    @TestFactory
    Stream<DynamicTest> bearTheirSignersSignatureAndNoOther() {
        return answers()
                .filter(answer -> answer.path("signed").asBoolean())
                .map(answer -> dynamicTest(answer.path("call").asText(), () -> {
                    byte[] bytes = Vectors.bytes(answer, "hex");
                    Hash256 birthHash = Hash256.of(Vectors.bytes(answer, "birthHash"));
                    assertThat(check(bytes, birthHash)).isEqualTo(SignatureCheck.VALID);
                    byte[] changed = bytes.clone();
                    changed[50] ^= 1; // in the signature's first half, behind number, version and address
                    assertThat(check(changed, birthHash)).isEqualTo(SignatureCheck.OTHER_KEY_OR_MESSAGE);
                    if (!answer.path("diesAt").isNull()) {
                        assertThat(check(bytes, Hash256.of(new byte[32])))
                                .isEqualTo(SignatureCheck.OTHER_KEY_OR_MESSAGE);
                    }
                }));
    }

    @Test
    void refuseEveryTruncationAndOneByteMore() {
        for (byte[] bytes : block("multisig.asMulti")) {
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatExceptionOfType(ScaleException.class)
                        .as("cut at %d", length)
                        .isThrownBy(() -> Extrinsic.decode(metadata, cut))
                        .satisfies(refusal -> assertThat(refusal.position()).isBetween(0, cut.length));
            }
            assertThatExceptionOfType(ScaleException.class)
                    .isThrownBy(() -> Extrinsic.decode(metadata, Arrays.copyOf(bytes, bytes.length + 1)))
                    .withMessage("wanted the end at byte %d, but 1 more follow".formatted(bytes.length));
        }
    }

    @Test
    void aBatchesCallsAreItsSenders() {
        List<FoundCall> found = calls("utility.batchAll");
        assertThat(found).extracting(one -> one.call().name()).endsWith("batch_all", "remark", "transfer_keep_alive");
        FoundCall transfer = found.get(found.size() - 1);
        assertThat(transfer.origin()).contains(BOB);
        assertThat(transfer.wrappers()).extracting(Call::name).containsExactly("batch_all");
        assertThat(transfer.extrinsicIndex()).isPositive();
        assertThat(transfer.call().argument("dest")).isEqualTo(Call.address(BOB));
    }

    @Test
    void aProxiedCallIsTheAccountsItIsMadeFor() {
        FoundCall remark = last(calls("proxy.proxy"));
        assertThat(remark.call().is("System", "remark")).isTrue();
        assertThat(remark.origin()).contains(ALICE);
    }

    @Test
    void aMultisigsCallIsItsAccounts() {
        List<FoundCall> found = calls("multisig.asMulti");
        assertThat(found)
                .extracting(one -> one.call().name())
                .endsWith("as_multi", "batch", "remark", "transfer_keep_alive");
        assertThat(last(found).origin().orElseThrow())
                .hasToString(recorded.path("multisig").asText());
        assertThat(last(found).wrappers()).extracting(Call::name).containsExactly("as_multi", "batch");
    }

    @Test
    void whatBlockAuthorsPutInIsNobodys() {
        FoundCall first = calls("proxy.proxy").get(0);
        assertThat(first.call().is("Timestamp", "set")).isTrue();
        assertThat(first.origin()).isEmpty();
    }

    @Test
    void areMadeHereAsTheyStandThere() {
        Multisig multisig = new Multisig(2, List.of(ALICE, BOB, account("//Charlie")));
        FoundCall asMulti = calls("multisig.asMulti").stream()
                .filter(one -> one.call().is("Multisig", "as_multi"))
                .findFirst()
                .orElseThrow();
        Call batch = Call.of(asMulti.call().argument("call"));
        assertThat(Vectors.hex(extrinsics.encode(batch)))
                .isEqualTo(recorded.path("multisigCall").asText());
        assertThat(extrinsics.hash(batch))
                .hasToString(recorded.path("multisigCallHash").asText());
        Timepoint first = Timepoint.of(
                asMulti.call().argument("maybe_timepoint").asOption().orElseThrow());
        Weight weight = new Weight(1_000_000_000, 10_000);
        assertThat(multisig.asMulti(BOB, Optional.of(first), batch, weight)).isEqualTo(asMulti.call());
        assertThat(multisig.approveAsMulti(ALICE, Optional.empty(), extrinsics.hash(batch), weight))
                .isEqualTo(last(calls("multisig.approveAsMulti")).call());
        Call proxied = Call.of("System", "remark")
                .with("remark", Value.of("in the name of another".getBytes(StandardCharsets.UTF_8)));
        assertThat(Wrapping.proxy(ALICE, Optional.empty(), proxied))
                .isEqualTo(calls("proxy.proxy").stream()
                        .filter(one -> one.call().is("Proxy", "proxy"))
                        .findFirst()
                        .orElseThrow()
                        .call());
        List<FoundCall> batchAll = calls("utility.batchAll");
        assertThat(Wrapping.batchAll(batchAll.subList(batchAll.size() - 2, batchAll.size()).stream()
                        .map(FoundCall::call)
                        .toList()))
                .isEqualTo(batchAll.get(batchAll.size() - 3).call());
    }

    private static SignatureCheck check(byte[] bytes, Hash256 birthHash) {
        return extrinsics.check(Extrinsic.decode(metadata, bytes), birthHash);
    }

    private static Stream<JsonNode> answers() {
        return StreamSupport.stream(recorded.path("blocks").spliterator(), false)
                .flatMap(block -> StreamSupport.stream(block.path("extrinsics").spliterator(), false));
    }

    private static List<byte[]> block(String with) {
        return StreamSupport.stream(recorded.path("blocks").spliterator(), false)
                .map(block -> block.path("extrinsics"))
                .filter(block -> StreamSupport.stream(block.spliterator(), false)
                        .anyMatch(one -> one.path("call").asText().equals(with)))
                .findFirst()
                .map(block -> StreamSupport.stream(block.spliterator(), false)
                        .map(one -> Vectors.bytes(one, "hex"))
                        .toList())
                .orElseThrow();
    }

    private static List<FoundCall> calls(String with) {
        return FoundCall.listAll(
                metadata,
                block(with).stream()
                        .map(bytes -> Extrinsic.decode(metadata, bytes))
                        .toList());
    }

    private static FoundCall last(List<FoundCall> found) {
        return found.get(found.size() - 1);
    }

    private static AccountId account(String suri) {
        try (SecretUri uri = SecretUri.parse(suri);
                Keypair keypair = uri.toKeypair(KeyScheme.SR25519)) {
            return keypair.publicKey().account();
        }
    }
}
