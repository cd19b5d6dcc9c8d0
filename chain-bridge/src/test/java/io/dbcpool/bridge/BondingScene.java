package io.dbcpool.bridge;

import io.dbcpool.bus.From;
import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.TopicFollower;
import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.call.BondMessage;
import io.dbcpool.chain.call.OwnerCalls;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.devchain.ChainSettings;
import io.dbcpool.devchain.DevelopmentChain;
import io.dbcpool.events.BondingSigned;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.SigningRequest;
import io.dbcpool.events.Topic;
import io.dbcpool.parts.kafka.EmbeddedBroker;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.Keystore;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.address.Ss58Address;
import io.dbcpool.substrate.extrinsic.Extrinsic;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A machine that is on no chain yet, its owner's wish and keystore, a broker, a chain, and an agent that has the
 * machine's key.
 */
public final class BondingScene implements AutoCloseable {

    public static final MachineId MACHINE = idOf("//Machine");
    public static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private static final String STASH = "//Stash1";
    private static final String CONTROLLER = "//Ctrl1";
    private static final String SOURCE = "/dbcpool/p/test/host";

    private final Path folder;
    private final EmbeddedBroker broker;
    private final DevelopmentChain chain =
            DevelopmentChain.start(ChainSettings.onCommand().withPace(Duration.ofMillis(100)));
    private final KafkaPublisher publisher;
    private final TopicFollower agent;
    private final AtomicInteger signatures = new AtomicInteger();

    public BondingScene(Path folder) throws IOException {
        this.folder = folder;
        this.broker = EmbeddedBroker.start(folder.resolve("kafka"));
        this.publisher = KafkaPublisher.start(kafka(), folder.resolve("outbox"), SOURCE);
        this.agent = TopicFollower.start(
                kafka(),
                Set.of(Topic.SIGNING_REQUESTS),
                From.theEnd(),
                record -> sign((SigningRequest) record.envelope().event()),
                publisher);
        writeFiles();
    }

    private void sign(SigningRequest asked) {
        var message = new BondMessage(
                MachineKey.of(asked.machineId()), Ss58Address.parse(asked.stash(), DbcRuntime.SS58_PREFIX));
        try (Keypair key = keypair("//Machine")) {
            signatures.incrementAndGet();
            publisher.publish(new Envelope(
                    UUID.randomUUID().toString(),
                    SOURCE,
                    now(),
                    new BondingSigned(
                            asked.machineId(),
                            asked.requestId(),
                            asked.stash(),
                            "0x"
                                    + HexFormat.of()
                                            .formatHex(key.sign(message.bytes()).toBytes()),
                            now())));
        }
    }

    public Path poolFile() {
        return folder.resolve("pool.yaml");
    }

    public DevelopmentChain chain() {
        return chain;
    }

    public EmbeddedBroker broker() {
        return broker;
    }

    public KafkaPublisher publisher() {
        return publisher;
    }

    public KafkaSettings kafka() {
        return KafkaSettings.of(broker.bootstrapServers(), "test");
    }

    public boolean isAgentListening() {
        return agent.isFollowing();
    }

    /** How often the machine's key was used. */
    public int signatures() {
        return signatures.get();
    }

    /** The stash signs in its own wallet, which knows nothing of the bridge. */
    public void stashSigns(ChainClient client) throws Exception {
        chain.submit(
                STASH, new OwnerCalls(client.best().metadata()).setController(DevelopmentChain.account(CONTROLLER)));
    }

    /** What the controller has in finalized blocks, in order: {@code "bond_machine"}. */
    public List<String> includedOfController(ChainClient client) throws Exception {
        List<String> calls = new ArrayList<>();
        long last = client.finalizedHead().number();
        for (long number = 1; number <= last; number++) {
            var block = client.at(client.getBlockHash(number));
            for (byte[] bytes : block.extrinsics()) {
                Extrinsic extrinsic = Extrinsic.decode(block.metadata(), bytes);
                if (extrinsic
                        .authorship()
                        .flatMap(by -> by.account())
                        .equals(Optional.of(DevelopmentChain.account(CONTROLLER)))) {
                    calls.add(extrinsic.call().name());
                }
            }
        }
        return calls;
    }

    public static Instant now() {
        return EventCodec.micros(Instant.now());
    }

    private void writeFiles() throws IOException {
        try (Keypair key = keypair(CONTROLLER)) {
            privateFile(
                    "controller.json",
                    Keystore.seal(key, "a password", "ctrl", 42).toJson());
        }
        privateFile("controller.password", "a password\n");
        privateFile("token", TOKEN + "\n");
        writeWish(1_000);
        Files.writeString(poolFile(), """
                pool:
                  name: p
                  kafka: { bootstrap-servers: "%s" }
                  chain: { endpoints: ["%s"] }
                  api: { token-file: token }
                  bonding: { wishes: wish.yaml }
                  machines: [{ id: %s, name: gpu-01 }]
                """.formatted(broker.bootstrapServers(), chain.endpoint(), MACHINE));
    }

    public void writeWish(int downloadMbps) throws IOException {
        Files.writeString(folder.resolve("wish.yaml"), """
                bonding:
                  - machine: %s
                    stash: %s
                    controller: { keystore: controller.json, password-file: controller.password }
                    server-room: new
                    upload-mbps: 500
                    download-mbps: %d
                    place: { latitude: 37.5665, longitude: 126.978 }
                    operators: [KT]
                """.formatted(
                        MACHINE, DevelopmentChain.account(STASH).toSs58(42), downloadMbps));
    }

    private void privateFile(String name, String content) throws IOException {
        Path file = Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
    }

    private static MachineId idOf(String uri) {
        try (Keypair key = keypair(uri)) {
            return new MachineId(HexFormat.of().formatHex(key.publicKey().toBytes()));
        }
    }

    private static Keypair keypair(String uri) {
        try (SecretUri secret = SecretUri.parse(uri)) {
            return secret.toKeypair(KeyScheme.SR25519);
        }
    }

    @Override
    public void close() {
        agent.close();
        publisher.close();
        chain.close();
        broker.close();
    }
}
