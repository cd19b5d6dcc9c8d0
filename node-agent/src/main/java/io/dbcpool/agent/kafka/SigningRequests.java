package io.dbcpool.agent.kafka;

import io.dbcpool.agent.signing.SigningDesk;
import io.dbcpool.bus.DeadLetters;
import io.dbcpool.bus.Followed;
import io.dbcpool.bus.From;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.RecordListener;
import io.dbcpool.bus.TopicFollower;
import io.dbcpool.events.SigningRequest;
import io.dbcpool.events.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** Reads {@code dbc.signing.requests}, and tells each answer. */
public final class SigningRequests implements RecordListener {

    /** A bridge that was not answered by then has asked again. */
    static final Duration LOOKBACK = Duration.ofMinutes(10);

    private final SigningDesk desk;
    private final AgentRecords records;
    private final Clock clock = Clock.systemUTC();

    public SigningRequests(SigningDesk desk, AgentRecords records) {
        this.desk = desk;
        this.records = records;
    }

    public TopicFollower follow(KafkaSettings settings, DeadLetters deadLetters) {
        return TopicFollower.start(settings, Set.of(Topic.SIGNING_REQUESTS), From.before(LOOKBACK), this, deadLetters);
    }

    @Override
    public void onRecord(Followed record) {
        if (record.envelope().event() instanceof SigningRequest request) {
            desk.answer(request, clock.instant(), System.nanoTime(), record.fromLookback())
                    .ifPresent(records::tellAnswer);
        }
    }
}
