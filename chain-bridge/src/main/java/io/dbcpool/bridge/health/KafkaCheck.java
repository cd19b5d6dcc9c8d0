package io.dbcpool.bridge.health;

import io.dbcpool.bus.KafkaPublisher;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Always up: with Kafka away the service follows the chain and keeps what it has to tell, and the data says so. */
@Readiness
@Singleton
public class KafkaCheck implements HealthCheck {

    private final KafkaPublisher publisher;

    @Inject
    KafkaCheck(KafkaPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public HealthCheckResponse call() {
        var state = publisher.state();
        return HealthCheckResponse.named("kafka")
                .up()
                .withData("kafka", state.connected() ? "connected" : "away")
                .withData("outboxRecords", state.outboxRecords())
                .withData("outboxInMemoryOnly", state.outboxInMemoryOnly())
                .withData("outboxOldestAgeMillis", state.outboxOldestAge().toMillis())
                .build();
    }
}
