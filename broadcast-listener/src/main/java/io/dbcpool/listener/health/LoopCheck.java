package io.dbcpool.listener.health;

import io.dbcpool.listener.hearing.HearingClock;
import io.dbcpool.listener.udp.UdpSockets;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive means that both threads come round; both do so ten times a second. */
@Liveness
@Singleton
public class LoopCheck implements HealthCheck {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final UdpSockets sockets;
    private final HearingClock clock;

    @Inject
    LoopCheck(UdpSockets sockets, HearingClock clock) {
        this.sockets = sockets;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        Duration receiver = sockets.sinceLastTurn();
        Duration ticks = clock.sinceLastTick();
        return HealthCheckResponse.named("loop")
                .status(receiver.compareTo(LIMIT) < 0 && ticks.compareTo(LIMIT) < 0)
                .withData("receiverMillisAgo", receiver.toMillis())
                .withData("clockMillisAgo", ticks.toMillis())
                .build();
    }
}
