package io.dbcpool.console.health;

import io.dbcpool.console.kafka.TopicFeed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Always up: without Kafka the page shows what it last knew, and says that it is not live. */
@Readiness
@Singleton
public class KafkaCheck implements HealthCheck {

    private final TopicFeed feed;

    @Inject
    KafkaCheck(TopicFeed feed) {
        this.feed = feed;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("kafka")
                .up()
                .withData("kafka", feed.isFollowing() ? "connected" : "away")
                .build();
    }
}
