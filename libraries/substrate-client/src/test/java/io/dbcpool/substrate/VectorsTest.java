package io.dbcpool.substrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.Keystore;
import io.dbcpool.substrate.crypto.Mnemonic;
import io.dbcpool.substrate.crypto.PublicKey;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.Signature;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.address.Ss58Address;
import io.dbcpool.substrate.crypto.hash.Blake2b;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.crypto.hash.TwoX;
import io.dbcpool.substrate.extrinsic.Authorship;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.extrinsic.Era;
import io.dbcpool.substrate.extrinsic.Extrinsic;
import io.dbcpool.substrate.extrinsic.ExtrinsicCodec;
import io.dbcpool.substrate.extrinsic.Lifetime;
import io.dbcpool.substrate.extrinsic.SignedExtrinsic;
import io.dbcpool.substrate.extrinsic.SigningPayload;
import io.dbcpool.substrate.extrinsic.SigningTerms;
import io.dbcpool.substrate.metadata.EventRecord;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.Pallet;
import io.dbcpool.substrate.metadata.RuntimeVersion;
import io.dbcpool.substrate.metadata.SignedExtension;
import io.dbcpool.substrate.metadata.StorageEntry;
import io.dbcpool.substrate.types.TypeParameter;
import io.dbcpool.substrate.types.Variant;
import io.dbcpool.substrate.value.Value;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every answer in a file of known answers: ours, or any of its shape by {@code -Dsubstrate.vectors=FILE}. What is in
 * the file and is asked nowhere here fails {@link #nothingInTheFileIsLeftUnasked}.
 */
class VectorsTest {

    private static final Pattern NAMES = Pattern.compile("\\w+");

    /** A file with another section has answers that nobody here asks for. */
    private static final Set<String> SECTIONS = Set.of(
            "about",
            "runtime",
            "keys",
            "mnemonic",
            "sr25519",
            "hashers",
            "storageKeys",
            "calls",
            "signing",
            "events",
            "storageValues",
            "errors",
            "keystore");

    private static Vectors vectors;
    private static Metadata metadata;

    @BeforeAll
    static void read() throws IOException {
        vectors = Vectors.chosen();
        metadata = Metadata.decode(vectors.metadata());
    }

    @Test
    void nothingInTheFileIsLeftUnasked() {
        assertThat(vectors.file().fieldNames()).toIterable().isSubsetOf(SECTIONS);
    }

    @TestFactory
    Stream<DynamicTest> secretUrisLeadToTheirKeys() {
        int prefix = prefix();
        return vectors.section("keys")
                .map(key -> dynamicTest(key.path("name").asText(), () -> {
                    PublicKey publicKey = publicKeyOf(key.path("suri").asText());
                    assertThat(publicKey.account())
                            .hasToString(key.path("publicKey").asText());
                    assertThat(publicKey.account().toSs58(prefix))
                            .isEqualTo(key.path("ss58").asText());
                    assertThat(Ss58Address.parse(key.path("ss58").asText(), prefix))
                            .isEqualTo(publicKey.account());
                }));
    }

    @Test
    void theMnemonicLeadsToItsSeed() {
        JsonNode mnemonic = vectors.file().path("mnemonic");
        try (Mnemonic words = Mnemonic.parse(mnemonic.path("phrase").asText())) {
            assertThat(Vectors.hex(words.toSeed("")))
                    .isEqualTo(mnemonic.path("miniSecret").asText());
        }
    }

    @TestFactory
    Stream<DynamicTest> theMnemonicLeadsToItsKeys() {
        JsonNode mnemonic = vectors.file().path("mnemonic");
        String phrase = mnemonic.path("phrase").asText();
        assertThat(mnemonic.path("derived")).isNotEmpty();
        return Stream.of(
                        Stream.of(leadsTo(phrase, mnemonic)),
                        new Vectors(mnemonic)
                                .section("derived")
                                .map(derived ->
                                        leadsTo(phrase + derived.path("path").asText(), derived)),
                        Stream.of(leadsTo(
                                mnemonic.path("withPassword").path("suri").asText(), mnemonic.path("withPassword"))))
                .flatMap(tests -> tests);
    }

    @TestFactory
    Stream<DynamicTest> signaturesAreValidOrNotAsSaid() {
        return vectors.section("sr25519").map(answer -> {
            String message = answer.path("message").asText();
            boolean valid = answer.path("valid").asBoolean();
            return dynamicTest("%d characters, %s".formatted(message.length(), valid ? "valid" : "invalid"), () -> {
                PublicKey signer = new PublicKey(KeyScheme.SR25519, AccountId.of(Vectors.bytes(answer, "signer")));
                Signature signature = new Signature(KeyScheme.SR25519, Vectors.bytes(answer, "signature"));
                assertThat(signer.hasSigned(message.getBytes(StandardCharsets.UTF_8), signature))
                        .isEqualTo(valid);
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> hashesAreThose() {
        return vectors.section("hashers")
                .map(answer -> dynamicTest("'" + answer.path("input").asText() + "'", () -> {
                    byte[] input = answer.path("input").asText().getBytes(StandardCharsets.UTF_8);
                    assertThat(TwoX.hash64(input)).isEqualTo(Vectors.bytes(answer, "twox64"));
                    assertThat(TwoX.hash128(input)).isEqualTo(Vectors.bytes(answer, "twox128"));
                    assertThat(TwoX.hash256(input)).isEqualTo(Vectors.bytes(answer, "twox256"));
                    assertThat(Blake2b.hash128(input)).isEqualTo(Vectors.bytes(answer, "blake2_128"));
                    assertThat(Blake2b.hash256(input)).isEqualTo(Vectors.bytes(answer, "blake2_256"));
                    if (answer.has("blake2_512")) {
                        assertThat(Blake2b.hash512(input)).isEqualTo(Vectors.bytes(answer, "blake2_512"));
                    }
                }));
    }

    @Test
    void theKeystoreOpensToItsKey() {
        JsonNode answer = vectors.file().path("keystore");
        Keystore keystore = Keystore.parse(answer.path("json").toString());
        try (Keypair keypair = keystore.unlock(answer.path("password").asText())) {
            assertThat(keypair.publicKey().account())
                    .hasToString(answer.path("publicKey").asText());
            byte[] message = "signed by a key from a keystore".getBytes(StandardCharsets.UTF_8);
            assertThat(keypair.publicKey().hasSigned(message, keypair.sign(message)))
                    .isTrue();
        }
    }

    @TestFactory
    Stream<DynamicTest> storageKeysAreThoseAndComeApartAgain() {
        assertThat(vectors.file().path("storageKeys")).isNotEmpty();
        return vectors.file().path("storageKeys").properties().stream()
                .map(answer -> dynamicTest(answer.getKey(), () -> {
                    List<String> words = NAMES.matcher(answer.getKey())
                            .results()
                            .map(MatchResult::group)
                            .toList();
                    StorageEntry entry = metadata.getPallet(words.get(0)).getStorage(words.get(1));
                    List<Value> mapKeys =
                            words.stream().skip(2).map(this::mapKey).toList();
                    byte[] key = entry.keys().encode(mapKeys);
                    assertThat(Vectors.hex(key)).isEqualTo(answer.getValue().asText());
                    assertThat(entry.keys().decode(key))
                            .isEqualTo(mapKeys.stream().map(Optional::of).toList());
                }));
    }

    @TestFactory
    Stream<DynamicTest> storageValuesReadAsThose() {
        PolkadotJson json = new PolkadotJson(metadata.types(), prefix());
        return vectors.section("storageValues")
                .map(answer -> dynamicTest(answer.path("item").asText(), () -> {
                    List<String> words = NAMES.matcher(answer.path("item").asText())
                            .results()
                            .map(MatchResult::group)
                            .toList();
                    StorageEntry entry = metadata.getPallet(words.get(0)).getStorage(words.get(1));
                    byte[] raw = Vectors.bytes(answer, "raw");
                    assertThat(json.render(entry.valueTypeId(), entry.decode(raw)))
                            .hasToString(answer.path("decoded").toString());
                    assertThat(metadata.values().encode(entry.valueTypeId(), entry.decode(raw)))
                            .isEqualTo(raw);
                    byte[] key = Vectors.bytes(answer, "key");
                    List<Optional<Value>> mapKeys = entry.keys().decode(key);
                    if (mapKeys.stream().allMatch(Optional::isPresent)) {
                        assertThat(entry.keys()
                                        .encode(mapKeys.stream()
                                                .map(Optional::orElseThrow)
                                                .toList()))
                                .isEqualTo(key);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> eventsOfBlocksReadAsThose() {
        PolkadotJson json = new PolkadotJson(metadata.types(), prefix());
        StorageEntry events = metadata.getPallet("System").getStorage("Events");
        return vectors.section("events")
                .map(answer -> dynamicTest("block " + answer.path("block").asText(), () -> {
                    byte[] raw = Vectors.bytes(answer, "raw");
                    List<JsonNode> rendered = EventRecord.decodeAll(metadata, raw).stream()
                            .map(event -> json.render(metadata, event))
                            .toList();
                    assertThat(rendered.toString().replace(", ", ","))
                            .isEqualTo(answer.path("decoded").toString().replace(", ", ","));
                    assertThat(metadata.values().encode(events.valueTypeId(), events.decode(raw)))
                            .isEqualTo(raw);
                }));
    }

    @TestFactory
    Stream<DynamicTest> errorsAreFoundByTheirIndex() {
        return vectors.section("errors")
                .map(answer -> dynamicTest(answer.path("pallet").asText(), () -> {
                    int palletIndex = answer.path("palletIndex").asInt();
                    assertThat(metadata.findPallet(palletIndex).orElseThrow().name())
                            .isEqualTo(answer.path("pallet").asText());
                    assertThat(new Vectors(answer).section("errors"))
                            .allSatisfy(error -> assertThat(metadata.findError(
                                                    palletIndex,
                                                    error.path("index").asInt())
                                            .orElseThrow()
                                            .name())
                                    .isEqualTo(error.path("name").asText()));
                }));
    }

    @TestFactory
    Stream<DynamicTest> callsAreMadeAndReadAsThose() {
        int callTypeId = callTypeId();
        ExtrinsicCodec extrinsics = ExtrinsicCodec.of(metadata, genesis());
        return vectors.section("calls")
                .map(answer -> dynamicTest(answer.path("call").asText(), () -> {
                    byte[] encoded = Vectors.bytes(answer, "hex");
                    Value read = metadata.values().decode(callTypeId, encoded);
                    assertThat(metadata.values().encode(callTypeId, read)).isEqualTo(encoded);
                    Call call = Call.of(read);
                    assertThat(PolkadotJson.camelCase(call.pallet()) + "." + PolkadotJson.camelCase(call.name()))
                            .isEqualTo(answer.path("call").asText());
                    assertThat(extrinsics.encode(call)).isEqualTo(encoded);
                    Pallet pallet = metadata.findPallet(answer.path("pallet").asInt(encoded[0]))
                            .orElseThrow();
                    assertThat(pallet.name()).isEqualTo(call.pallet());
                    Variant variant = pallet.calls().find(call.name()).orElseThrow();
                    assertThat(variant.index()).isEqualTo(answer.path("index").asInt(encoded[1]));
                    Call made = new Call(
                            call.pallet(),
                            call.name(),
                            new PolkadotArguments(metadata.types(), VectorsTest::callOf)
                                    .read(variant.fields(), answer.path("args")));
                    assertThat(Vectors.hex(extrinsics.encode(made)))
                            .isEqualTo(answer.path("hex").asText());
                }));
    }

    @TestFactory
    Stream<DynamicTest> payloadsAndExtrinsicsAreThose() {
        ExtrinsicCodec extrinsics = ExtrinsicCodec.of(metadata, genesis());
        return vectors.section("signing")
                .map(answer -> dynamicTest(
                        answer.path("call").asText() + ", "
                                + answer.path("kind").asText(),
                        () -> {
                            PublicKey signer = new PublicKey(
                                    KeyScheme.SR25519,
                                    Ss58Address.parse(answer.path("signer").asText(), prefix()));
                            Hash256 birthHash = Hash256.of(Vectors.bytes(answer, "blockHash"));
                            Lifetime lifetime = lifetime(answer, birthHash);
                            assertThat(eraBytes(lifetime.era()))
                                    .isEqualTo(answer.path("era").asText());
                            long nonce = answer.path("nonce").asLong();
                            BigInteger tip = new BigInteger(answer.path("tip").asText());
                            Call call = Call.of(callOf(answer.path("call").asText()));
                            SigningPayload payload = extrinsics.prepare(
                                    call, SigningTerms.of(lifetime, nonce).withTip(tip));
                            assertThat(Vectors.hex(payload.whole()))
                                    .isEqualTo(answer.path("payload").asText());
                            assertThat(Vectors.hex(payload.toSign()))
                                    .isEqualTo(answer.path("bytesToSign").asText());
                            byte[] used = Vectors.bytes(answer, "signatureUsed");
                            assertThat(used[0]).isEqualTo((byte) KeyScheme.SR25519.multiSignatureIndex());
                            Signature signature =
                                    new Signature(KeyScheme.SR25519, Arrays.copyOfRange(used, 1, used.length));
                            SignedExtrinsic signed = payload.with(signer, signature);
                            assertThat(Vectors.hex(signed.bytes()))
                                    .isEqualTo(answer.path("extrinsic").asText());

                            Extrinsic read = Extrinsic.decode(metadata, signed.bytes());
                            assertThat(read.call()).isEqualTo(call);
                            assertThat(read.hash()).isEqualTo(signed.hash());
                            Authorship authorship = read.authorship().orElseThrow();
                            assertThat(authorship.account()).contains(signer.account());
                            assertThat(authorship.signature()).contains(signature);
                            assertThat(authorship.era()).isEqualTo(lifetime.era());
                            assertThat(authorship.nonce()).hasValue(nonce);
                            assertThat(authorship.tip()).isEqualTo(tip);
                            assertThat(extrinsics.check(read, birthHash).isValid())
                                    .isEqualTo(signer.hasSigned(payload.toSign(), signature));
                        }));
    }

    @Test
    void theRuntimeIsTheOneThatTheAnswersAreOf() {
        RuntimeVersion version = RuntimeVersion.of(metadata);
        JsonNode runtime = vectors.file().path("runtime");
        assertThat(version)
                .isEqualTo(new RuntimeVersion(
                        runtime.path("specName").asText(),
                        runtime.path("specVersion").asLong(),
                        runtime.path("transactionVersion").asLong()));
    }

    @Test
    void signedExtensionsStandInThatOrder() {
        assertThat(metadata.extrinsic().signedExtensions().stream().map(SignedExtension::name))
                .isEqualTo(new Vectors(vectors.file().path("runtime"))
                        .section("signedExtensions")
                        .map(JsonNode::asText)
                        .toList());
    }

    @Test
    void constantsAndWhatStandsForAbsentValuesAreOfTheirTypes() {
        assertThat(metadata.pallets().stream().flatMap(pallet -> pallet.constants().stream()))
                .isNotEmpty()
                .allSatisfy(constant -> assertThat(metadata.values().encode(constant.typeId(), constant.value()))
                        .isEqualTo(constant.encoded()));
        assertThat(metadata.pallets().stream().flatMap(pallet -> pallet.storage().stream()))
                .isNotEmpty()
                .allSatisfy(StorageEntry::whenAbsent);
    }

    private static Hash256 genesis() {
        return Hash256.of(Vectors.bytes(vectors.file().path("runtime"), "genesisHash"));
    }

    private static int callTypeId() {
        return metadata.types().get(metadata.extrinsic().typeId()).parameters().stream()
                .filter(parameter -> parameter.name().equals("Call"))
                .findFirst()
                .flatMap(TypeParameter::typeId)
                .orElseThrow();
    }

    /** A call of the section {@code calls}, by its name. */
    private static Value callOf(String name) {
        return vectors.section("calls")
                .filter(answer -> answer.path("call").asText().equals(name))
                .findFirst()
                .map(answer -> metadata.values().decode(callTypeId(), Vectors.bytes(answer, "hex")))
                .orElseThrow(() -> new AssertionError("no answer in section calls is for " + name));
    }

    private static Lifetime lifetime(JsonNode answer, Hash256 birthHash) {
        return answer.path("kind").asText().equals("immortal")
                ? Lifetime.immortal()
                : Lifetime.bornAt(
                        answer.path("eraCurrent").asLong(),
                        birthHash,
                        answer.path("eraPeriod").asLong());
    }

    private static String eraBytes(Era era) {
        int encoded = era.encoded();
        return encoded == 0 ? "0x00" : "0x%02x%02x".formatted(encoded & 0xff, encoded >> 8);
    }

    private Value mapKey(String word) {
        if (Character.isDigit(word.charAt(0))) {
            return Value.of(Long.parseLong(word));
        }
        byte[] publicKey = vectors.section("keys")
                .filter(key -> key.path("name").asText().equals(word))
                .findFirst()
                .map(key -> Vectors.bytes(key, "publicKey"))
                .orElseThrow();
        // A machine is named by its public key as text.
        return Value.of(
                word.equals("machine")
                        ? HexFormat.of().formatHex(publicKey).getBytes(StandardCharsets.US_ASCII)
                        : publicKey);
    }

    private static int prefix() {
        return vectors.file().path("runtime").path("ss58Prefix").asInt(Ss58Address.GENERIC_PREFIX);
    }

    private static DynamicTest leadsTo(String suri, JsonNode answer) {
        String path = suri.contains("/") ? suri.substring(suri.indexOf('/')) : "no path";
        return dynamicTest(
                path,
                () -> assertThat(publicKeyOf(suri).account())
                        .hasToString(answer.path("publicKey").asText()));
    }

    private static PublicKey publicKeyOf(String suri) {
        try (SecretUri uri = SecretUri.parse(suri);
                Keypair keypair = uri.toKeypair(KeyScheme.SR25519)) {
            return keypair.publicKey();
        }
    }
}
