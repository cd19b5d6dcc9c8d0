package io.dbcpool.bench.substrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.Signature;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.extrinsic.ExtrinsicCodec;
import io.dbcpool.substrate.extrinsic.Lifetime;
import io.dbcpool.substrate.extrinsic.SigningTerms;
import io.dbcpool.substrate.metadata.EventRecord;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.StorageEntry;
import io.dbcpool.substrate.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/** What an owner's bridge does all day, one operation each. Method names are those of {@code substrate.mjs}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SubstrateOperations {

    private static final Hash256 HASH = Hash256.parse("0x" + "5a".repeat(Hash256.BYTES));
    private static final byte[] MACHINE =
            "8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48".getBytes(StandardCharsets.US_ASCII);

    private static final long WARM_UP_CPU_NANOS = 4_000_000_000L;

    /** With its documentation, as a node sends it. */
    @Param("")
    String documentedMetadata = "";

    @Param("")
    String metadataFile = "";

    /** A file of the shape of {@code chain-vectors.json}. */
    @Param("")
    String vectorsFile = "";

    private byte[] documented = {};
    private byte[] events = {};
    private byte[] account = {};
    private byte[] message = {};
    private Fixture fixture = Fixture.NONE;

    @Setup
    public void prepare(BenchmarkParams benchmark) throws IOException {
        read();
        warmUp(benchmark.getBenchmark().replaceFirst(".*\\.", ""));
    }

    private void read() throws IOException {
        documented = Files.readAllBytes(Path.of(documentedMetadata));
        events = longestEvents(new ObjectMapper().readTree(Path.of(vectorsFile).toFile()));
        fixture = Fixture.of(Metadata.decode(Files.readAllBytes(Path.of(metadataFile))));
        account = fixture.alice.publicKey().toBytes();
        message = new byte[256];
        Arrays.fill(message, (byte) 7);
        fixture = fixture.with(fixture.alice.sign(message));
    }

    /** By CPU time: where the machine is busy, the compiler needs long by the clock to get to its work. */
    private void warmUp(String method) {
        Runnable operation = Map.<String, Runnable>of(
                        "decodeMetadata", this::decodeMetadata,
                        "decodeEvents", this::decodeEvents,
                        "encodeAndSign", this::encodeAndSign,
                        "sign", this::sign,
                        "verify", this::verify,
                        "storageKey", this::storageKey)
                .getOrDefault(method, () -> {
                    throw new IllegalArgumentException("nothing is called " + method);
                });
        long end = CpuTime.nanos() + WARM_UP_CPU_NANOS;
        while (CpuTime.nanos() < end) {
            operation.run();
        }
    }

    @Benchmark
    public Metadata decodeMetadata() {
        return Metadata.decode(documented);
    }

    @Benchmark
    public List<EventRecord> decodeEvents() {
        return EventRecord.decodeAll(fixture.metadata, events);
    }

    @Benchmark
    public byte[] encodeAndSign() {
        SigningTerms terms = SigningTerms.of(Lifetime.bornAt(1_234, HASH, 64), 7);
        return fixture.extrinsics
                .prepare(addMachineInfo(), terms)
                .sign(fixture.alice)
                .bytes();
    }

    @Benchmark
    public Signature sign() {
        return fixture.alice.sign(message);
    }

    @Benchmark
    public boolean verify() {
        if (!fixture.alice.publicKey().hasSigned(message, fixture.signature)) {
            throw new IllegalStateException("the signature is not valid");
        }
        return true;
    }

    @Benchmark
    public byte[] storageKey() {
        return fixture.accounts.key(Value.of(account));
    }

    private static Call addMachineInfo() {
        Map<String, Value> info = new LinkedHashMap<>();
        info.put("server_room", Value.of(HASH.toBytes()));
        info.put("upload_net", Value.of(20));
        info.put("download_net", Value.of(20));
        info.put("longitude", Value.variant("East", Value.of(1_311_548)));
        info.put("latitude", Value.variant("North", Value.of(311_432)));
        info.put("telecom_operators", Value.items(Value.of("China Unicom".getBytes(StandardCharsets.US_ASCII))));
        info.put("is_bare_machine", Value.of(false));
        return Call.of("OnlineProfile", "add_machine_info")
                .with("machine_id", Value.of(MACHINE))
                .with("server_room_info", new Value.Struct(info));
    }

    private static byte[] longestEvents(JsonNode vectors) {
        String longest = "";
        for (JsonNode block : vectors.path("events")) {
            String raw = block.path("raw").asText();
            longest = raw.length() > longest.length() ? raw : longest;
        }
        return HexFormat.of().parseHex(longest, 2, longest.length());
    }

    /** What is made once. */
    private record Fixture(
            Metadata metadata, ExtrinsicCodec extrinsics, Keypair alice, StorageEntry accounts, Signature signature) {

        @SuppressWarnings("NullAway") // JMH calls read() before anything else
        static final Fixture NONE = new Fixture(null, null, null, null, null);

        static Fixture of(Metadata metadata) {
            try (SecretUri uri = SecretUri.parse("//Alice")) {
                Keypair alice = uri.toKeypair(KeyScheme.SR25519);
                return new Fixture(
                        metadata,
                        ExtrinsicCodec.of(metadata, HASH),
                        alice,
                        metadata.getPallet("System").getStorage("Account"),
                        alice.sign(new byte[0]));
            }
        }

        Fixture with(Signature made) {
            return new Fixture(metadata, extrinsics, alice, accounts, made);
        }
    }
}
