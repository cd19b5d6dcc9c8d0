package io.dbcpool.listener.health;

import io.dbcpool.listener.udp.UdpSockets;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that broadcasts are heard. */
@Readiness
@Singleton
public class BroadcastSocketCheck implements HealthCheck {

    private final UdpSockets sockets;

    @Inject
    BroadcastSocketCheck(UdpSockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public HealthCheckResponse call() {
        var status = sockets.status();
        return HealthCheckResponse.named("broadcast-socket")
                .status(status.listening())
                .withData("port", status.localPort().orElse(0))
                .withData("receiveBufferBytes", status.receiveBufferBytes())
                .withData("relay", status.relayPort().isPresent() ? "open" : "closed")
                .withData("drops", sockets.drops())
                .build();
    }
}
