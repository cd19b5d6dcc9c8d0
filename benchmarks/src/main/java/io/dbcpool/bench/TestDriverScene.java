package io.dbcpool.bench;

import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.TestDriverDomain;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A domain of libvirt's test driver, which stops the moment it is told: what is left is what the telling takes. */
final class TestDriverScene implements Scene {

    static final String STOPPED = "stopped event";

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final TestDriverDomain domain;
    private final StopEvents events;
    private boolean running = true;

    TestDriverScene(URI uri, String name) {
        domain = TestDriverDomain.start(uri, DomainShape.named(name).withPersistence());
        events = new StopEvents(uri, domain.uuid());
    }

    @Override
    public void start() {
        if (!running) {
            domain.startAgain();
            events.awaitStarted(LIMIT);
            running = true;
        }
    }

    @Override
    public void beforeTold() {
        events.forgetAll();
    }

    @Override
    public Map<String, Instant> awaitEnd() {
        var stopped = events.awaitStopped(LIMIT);
        running = false;
        return Map.of(STOPPED, stopped);
    }

    @Override
    public void close() {
        events.close();
        domain.close();
    }
}
