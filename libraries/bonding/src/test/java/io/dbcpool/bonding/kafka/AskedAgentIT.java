package io.dbcpool.bonding.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bus.From;
import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.RecordListener;
import io.dbcpool.bus.TopicFollower;
import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.call.BondMessage;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.devchain.DevelopmentChain;
import io.dbcpool.events.BondingSigned;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.SigningRefused;
import io.dbcpool.events.SigningRefused.Refusal;
import io.dbcpool.events.SigningRequest;
import io.dbcpool.events.Topic;
import io.dbcpool.parts.kafka.EmbeddedBroker;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.Signature;
import io.dbcpool.values.MachineId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may come over Kafka in an agent's stead. That a real agent's answer is taken is shown with the node-agent. */
class AskedAgentIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SOURCE = "/dbcpool/p/test/host";

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static KafkaPublisher publisher;

    private final Keypair machine = SecretUri.parse("//ThisMachine").toKeypair(KeyScheme.SR25519);
    private final Keypair other = SecretUri.parse("//OtherMachine").toKeypair(KeyScheme.SR25519);
    private final BondMessage message = new BondMessage(
            MachineKey.of(
                    new MachineId(HexFormat.of().formatHex(machine.publicKey().toBytes()))),
            DevelopmentChain.account("//Stash1"));

    @BeforeAll
    static void startKafka() {
        broker = EmbeddedBroker.start(folder.resolve("kafka"));
        publisher = KafkaPublisher.start(settings(), folder.resolve("state"), SOURCE);
    }

    @AfterAll
    static void stopKafka() {
        publisher.close();
        broker.close();
    }

    /** The next test's agent reads from the end of the topic, and must not hear what this one has asked. */
    @AfterEach
    void awaitWhatWasAsked() {
        await().atMost(LIMIT).until(() -> publisher.state().outboxRecords() == 0);
    }

    @Test
    void theMachinesOwnSignatureIsTakenAndWhateverElseIsAnsweredIsPassedOver() throws Exception {
        String genuine = hex(machine.sign(message.bytes()));
        List<Function<SigningRequest, PoolEvent>> answers = List.of(
                asked -> signed(asked, UUID.randomUUID(), genuine),
                asked -> signed(asked, asked.requestId(), "0x"),
                asked -> signed(asked, asked.requestId(), "0x" + "zz".repeat(Signature.BYTES)),
                asked -> signed(asked, asked.requestId(), hex(other.sign(message.bytes()))),
                asked -> signed(
                        asked,
                        asked.requestId(),
                        hex(machine.sign("another message".getBytes(StandardCharsets.UTF_8)))),
                asked -> refused(asked, UUID.randomUUID(), Refusal.TOO_MANY),
                asked -> signed(asked, asked.requestId(), genuine));
        var asked = new CopyOnWriteArrayList<SigningRequest>();
        try (var agent = agent(record -> {
            var request = (SigningRequest) record.envelope().event();
            asked.add(request);
            answers.forEach(answer -> publish(answer.apply(request)));
        })) {
            await().atMost(LIMIT).until(agent::isFollowing);

            assertThat(hex(asking(LIMIT).sign(message))).isEqualTo(genuine);
        }
        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.machineId()).isEqualTo(message.machine().id());
            assertThat(request.stash()).isEqualTo(message.stash().toSs58(DbcRuntime.SS58_PREFIX));
        });
    }

    @Test
    void aRefusalSaysWhyAndWhatToDo() throws Exception {
        try (var agent = agent(record -> {
            var request = (SigningRequest) record.envelope().event();
            publish(refused(request, request.requestId(), Refusal.OTHER_STASH));
        })) {
            await().atMost(LIMIT).until(agent::isFollowing);

            assertThatThrownBy(() -> asking(LIMIT).sign(message))
                    .isInstanceOf(KeyException.class)
                    .hasMessage(
                            "the machine's agent does not sign (other-stash): wanted one, found another; next: name the"
                                    + " wish's stash for that machine in pool.yaml on its host, and restart node-agent there");
        }
    }

    @Test
    void anAgentThatIsSilentIsNamedWithWhatToDo() {
        assertThatThrownBy(() -> asking(Duration.ofMillis(1)).sign(message))
                .isInstanceOf(KeyException.class)
                .hasMessageStartingWith("no agent has answered for machine " + message.machine() + " within 0 s")
                .hasMessageContaining("see that node-agent runs on its host")
                .hasMessageContaining("--node-dat FILE");
    }

    @Test
    void kafkaThatIsAwayIsNamedWithWhatToDo() {
        var away = new AskedAgent(
                KafkaSettings.of("127.0.0.1:1", "test"),
                publisher,
                publisher,
                SOURCE,
                Duration.ofMillis(1),
                LIMIT,
                Clock.systemUTC());
        assertThatThrownBy(() -> away.sign(message))
                .isInstanceOf(KeyException.class)
                .hasMessageStartingWith(
                        "the machine's agent cannot be asked: Kafka does not answer at 127.0.0.1:1; next: ");
    }

    private static AskedAgent asking(Duration answerLimit) {
        return new AskedAgent(settings(), publisher, publisher, SOURCE, LIMIT, answerLimit, Clock.systemUTC());
    }

    private static TopicFollower agent(RecordListener desk) {
        return TopicFollower.start(settings(), Set.of(Topic.SIGNING_REQUESTS), From.theEnd(), desk, publisher);
    }

    private static PoolEvent signed(SigningRequest asked, UUID requestId, String signature) {
        return new BondingSigned(asked.machineId(), requestId, asked.stash(), signature, now());
    }

    private static PoolEvent refused(SigningRequest asked, UUID requestId, Refusal refusal) {
        return new SigningRefused(asked.machineId(), requestId, refusal, "wanted one, found another", now());
    }

    private static void publish(PoolEvent event) {
        publisher.publish(new Envelope(UUID.randomUUID().toString(), SOURCE, now(), event));
    }

    private static KafkaSettings settings() {
        return KafkaSettings.of(broker.bootstrapServers(), "test");
    }

    private static Instant now() {
        return EventCodec.micros(Instant.now());
    }

    private static String hex(Signature signature) {
        return "0x" + HexFormat.of().formatHex(signature.toBytes());
    }
}
