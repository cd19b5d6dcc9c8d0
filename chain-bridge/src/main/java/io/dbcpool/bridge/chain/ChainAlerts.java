package io.dbcpool.bridge.chain;

import io.dbcpool.bus.Publisher;
import io.dbcpool.events.Alert;
import io.dbcpool.events.Envelope;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the chain source every few seconds, and tells {@code dbc.alerts} what is wrong with it. */
public final class ChainAlerts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChainAlerts.class);

    private static final long EVERY_SECONDS = 5;

    private final ChainWatch watch;
    private final ChainConditions conditions;
    private final Publisher publisher;
    private final String source;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var named = new Thread(task, "chain-alerts");
        named.setDaemon(true);
        return named;
    });

    private ChainAlerts(ChainWatch watch, Publisher publisher, String source) {
        this.watch = watch;
        this.conditions = new ChainConditions(watch.clock().instant());
        this.publisher = publisher;
        this.source = source;
    }

    public static ChainAlerts start(ChainWatch watch, Publisher publisher, String source) {
        var alerts = new ChainAlerts(watch, publisher, source);
        var unused = alerts.timer.scheduleWithFixedDelay(alerts::look, 1, EVERY_SECONDS, TimeUnit.SECONDS);
        return alerts;
    }

    private void look() {
        try {
            for (Alert alert : conditions.look(watch.look(), watch.clock().instant())) {
                LOG.warn("alert alert={} state={} summary={}", alert.alert(), alert.state(), alert.summary());
                publisher.publish(new Envelope(UUID.randomUUID().toString(), source, alert.at(), alert));
            }
        } catch (RuntimeException e) {
            LOG.error("the chain source could not be looked at", e); // thrown on, it would end the timer
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
