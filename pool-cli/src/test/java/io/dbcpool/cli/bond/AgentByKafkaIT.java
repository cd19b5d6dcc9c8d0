package io.dbcpool.cli.bond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bus.From;
import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.TopicFollower;
import io.dbcpool.chain.call.BondMessage;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.events.BondingSigned;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.SigningRequest;
import io.dbcpool.events.Topic;
import io.dbcpool.parts.kafka.EmbeddedBroker;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.values.MachineId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real broker, by what the pool's file says of it. */
class AgentByKafkaIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Keypair machine = SecretUri.parse("//Machine").toKeypair(KeyScheme.SR25519);
    private final BondMessage message = new BondMessage(
            MachineKey.of(
                    new MachineId(HexFormat.of().formatHex(machine.publicKey().toBytes()))),
            machine.publicKey().account());

    @Test
    void itSaysWhyAndWhereItAsksAndBringsTheSignature() throws Exception {
        try (var broker = EmbeddedBroker.start(folder.resolve("kafka"));
                var publisher = KafkaPublisher.start(
                        KafkaSettings.of(broker.bootstrapServers(), "test"),
                        folder.resolve("outbox"),
                        "/dbcpool/p/test/host");
                var agent = TopicFollower.start(
                        KafkaSettings.of(broker.bootstrapServers(), "test"),
                        Set.of(Topic.SIGNING_REQUESTS),
                        From.theEnd(),
                        record -> answer(
                                publisher, (SigningRequest) record.envelope().event()),
                        publisher)) {
            await().atMost(LIMIT).until(agent::isFollowing);

            var signature = signer(broker.bootstrapServers()).sign(message);

            assertThat(machine.publicKey().hasSigned(message.bytes(), signature))
                    .isTrue();
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .isEqualTo("  there is no node.dat; its agent is asked to sign, over Kafka at %s (topic"
                                    .formatted(broker.bootstrapServers())
                            + " dbc.signing.requests)%n".formatted());
        }
    }

    @Test
    void aKafkaThatIsAwayIsNamedWithWhatToDo() {
        assertThatThrownBy(() -> signer("127.0.0.1:1").sign(message))
                .isInstanceOf(KeyException.class)
                .hasMessageStartingWith("the machine's agent cannot be asked: Kafka does not answer at 127.0.0.1:1");
    }

    private void answer(KafkaPublisher publisher, SigningRequest asked) {
        publisher.publish(new Envelope(
                UUID.randomUUID().toString(),
                "/dbcpool/p/test/host",
                EventCodec.micros(Instant.now()),
                new BondingSigned(
                        asked.machineId(),
                        asked.requestId(),
                        asked.stash(),
                        "0x"
                                + HexFormat.of()
                                        .formatHex(machine.sign(message.bytes()).toBytes()),
                        EventCodec.micros(Instant.now()))));
    }

    private AgentByKafka signer(String bootstrapServers) throws Exception {
        PoolConfig pool = PoolFile.parse(
                "pool: {name: p, kafka: {bootstrap-servers: \"%s\"}, machines: [{id: %s, name: gpu-01}]}"
                        .formatted(bootstrapServers, message.machine().id()),
                folder.resolve("pool.yaml"));
        return new AgentByKafka(
                pool, Map.of(), new PrintStream(said, true, StandardCharsets.UTF_8), "there is no node.dat");
    }
}
