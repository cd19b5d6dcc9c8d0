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
import io.dbcpool.devchain.OwnersFolder;
import io.dbcpool.events.BondingSigned;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.SigningRequest;
import io.dbcpool.events.Topic;
import io.dbcpool.parts.kafka.EmbeddedBroker;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.address.Ss58Address;
import io.dbcpool.substrate.extrinsic.Extrinsic;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.nio.file.Path;
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
    public static final String TOKEN = OwnersFolder.TOKEN;

    private static final String STASH = "//Stash1";
    private static final String CONTROLLER = "//Ctrl1";
    private static final String SOURCE = "/dbcpool/p/test/host";

    private final EmbeddedBroker broker;
    private final DevelopmentChain chain =
            DevelopmentChain.start(ChainSettings.onCommand().withPace(Duration.ofMillis(100)));
    private final KafkaPublisher publisher;
    private final TopicFollower agent;
    private final OwnersFolder files;
    private final AtomicInteger signatures = new AtomicInteger();

    public BondingScene(Path folder) throws IOException {
        this.broker = EmbeddedBroker.start(folder.resolve("kafka"));
        this.publisher = KafkaPublisher.start(kafka(), folder.resolve("outbox"), SOURCE);
        this.agent = TopicFollower.start(
                kafka(),
                Set.of(Topic.SIGNING_REQUESTS),
                From.theEnd(),
                record -> sign((SigningRequest) record.envelope().event()),
                publisher);
        this.files = OwnersFolder.write(folder, chain, broker.bootstrapServers(), MACHINE);
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
        return files.poolFile();
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

    public void writeWish(int downloadMbps) throws IOException {
        files.writeWish(downloadMbps);
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
