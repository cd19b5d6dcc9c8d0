package io.dbcpool.bonding.kafka;

import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.key.MachineSigner;
import io.dbcpool.bus.DeadLetters;
import io.dbcpool.bus.From;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.Publisher;
import io.dbcpool.bus.TopicFollower;
import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.call.BondMessage;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.SigningRequest;
import io.dbcpool.events.Topic;
import io.dbcpool.substrate.crypto.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Asks the agent of the machine's own host over {@code dbc.signing.requests}, and waits for its answer. The key stays
 * where it is: see docs/decisions/0022-the-agent-signs-for-one-stash.md. Each call asks once, under an id of its own.
 *
 * @param source {@code ce_source} of the request
 * @param kafkaLimit how long is waited until the topic of the answers can be read
 * @param answerLimit how long is waited for the answer after that
 */
public record AskedAgent(
        KafkaSettings settings,
        Publisher publisher,
        DeadLetters deadLetters,
        String source,
        Duration kafkaLimit,
        Duration answerLimit,
        Clock clock)
        implements MachineSigner {

    /** Two looks of a follower for its topics, and a client that connects anew between. */
    public static final Duration KAFKA_LIMIT = Duration.ofSeconds(10);

    /** An agent answers within a second; one that restarts looks back and answers when it is up, within 20 s. */
    public static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(50);

    public AskedAgent(KafkaSettings settings, Publisher publisher, DeadLetters deadLetters, String source) {
        this(settings, publisher, deadLetters, source, KAFKA_LIMIT, ANSWER_LIMIT, Clock.systemUTC());
    }

    @Override
    public Signature sign(BondMessage message) throws KeyException, InterruptedException {
        UUID requestId = UUID.randomUUID();
        var answer = new AgentsAnswer(message, requestId);
        try (TopicFollower answers =
                TopicFollower.start(settings, Set.of(Topic.SIGNING_ANSWERS), From.theEnd(), answer, deadLetters)) {
            awaitTopic(answers, answer);
            publisher.publish(request(message, requestId));
            Optional<Signature> signature = answer.await(answerLimit);
            return signature.orElseThrow(() -> silent(message));
        }
    }

    private void awaitTopic(TopicFollower answers, AgentsAnswer answer) throws KeyException, InterruptedException {
        long until = System.nanoTime() + kafkaLimit.toNanos();
        while (!answers.isFollowing()) {
            if (System.nanoTime() >= until) {
                throw new KeyException(
                        ("the machine's agent cannot be asked: %s at %s; next: see that Kafka runs and is the one that the "
                                        + "agent has, or sign on the machine's own host (--node-dat FILE)")
                                .formatted(
                                        answers.isReachable()
                                                ? "there is no topic " + Topic.SIGNING_ANSWERS.topicName()
                                                : "Kafka does not answer",
                                        settings.bootstrapServers()));
            }
            answer.await(LOOK);
        }
    }

    private Envelope request(BondMessage message, UUID requestId) {
        var at = EventCodec.micros(clock.instant());
        return new Envelope(
                requestId.toString(),
                source,
                at,
                new SigningRequest(
                        message.machine().id(), requestId, message.stash().toSs58(DbcRuntime.SS58_PREFIX), at));
    }

    private KeyException silent(BondMessage message) {
        return new KeyException(
                ("no agent has answered for machine %s within %d s; next: see that node-agent runs on its host, with the "
                                + "machine in its pool.yaml and this Kafka, and run this again; or sign on that host (--node-dat FILE)")
                        .formatted(message.machine(), answerLimit.toSeconds()));
    }
}
