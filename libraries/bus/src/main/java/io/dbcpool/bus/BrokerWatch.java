package io.dbcpool.bus;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka every two seconds which topics it has: an answer means that it is there, and a topic of ours that it has
 * not, or no longer, is made.
 */
final class BrokerWatch implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);

    private static final long EVERY_MILLIS = 2_000;
    private static final long EVERY_MILLIS_WHILE_AWAY = 250;

    private final KafkaSettings settings;
    private final Runnable each;
    private final CountDownLatch topicsMade = new CountDownLatch(1);
    private final Semaphore closed = new Semaphore(0);
    private final Thread thread = new Thread(this, "kafka-watch");
    private volatile boolean connected;
    private boolean told;
    private boolean toldOfTopics;

    /** @param each run after each question, whatever came of it; must not block */
    BrokerWatch(KafkaSettings settings, Runnable each) {
        this.settings = settings;
        this.each = each;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean isConnected() {
        return connected;
    }

    /** Whether topics were made, or found, by then. */
    boolean awaitTopics(long millis) throws InterruptedException {
        return topicsMade.await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        try (Admin admin = Admin.create(settings.admin())) {
            do {
                ask(admin);
                each.run();
            } while (!closed.tryAcquire(connected ? EVERY_MILLIS : EVERY_MILLIS_WHILE_AWAY, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            LOG.error("kafka client cannot be set up, nothing is published settings={}", settings, e);
        }
    }

    private void ask(Admin admin) throws InterruptedException {
        try {
            makeMissing(admin, admin.listTopics().names().get());
            topicsMade.countDown();
            onAnswer(true, "");
        } catch (ExecutionException e) {
            onAnswer(false, String.valueOf(e.getCause()));
        }
    }

    private void makeMissing(Admin admin, Set<String> existing) throws InterruptedException, ExecutionException {
        var missing = TopicPolicy.all().stream()
                .filter(topic -> !existing.contains(topic.name()))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        for (var made : admin.createTopics(missing).values().entrySet()) {
            try {
                made.getValue().get();
            } catch (ExecutionException e) {
                onNotMade(made.getKey(), e);
            }
        }
    }

    private void onNotMade(String topic, ExecutionException e) throws ExecutionException {
        if (e.getCause() instanceof AuthorizationException) {
            // Then they are the operator's to make; sending tells whether he did.
            if (!toldOfTopics) {
                LOG.warn("topic is missing and we may not make it topic={}", topic);
            }
            toldOfTopics = true;
        } else if (!(e.getCause() instanceof TopicExistsException)) {
            throw e;
        }
    }

    private void onAnswer(boolean answered, String reason) {
        if (answered && (!connected || !told)) {
            LOG.info("kafka answers bootstrapServers={}", settings.bootstrapServers());
        } else if (!answered && (connected || !told)) {
            LOG.warn(
                    "kafka is away, records are kept bootstrapServers={} reason={}",
                    settings.bootstrapServers(),
                    reason);
        }
        told = true;
        connected = answered;
    }

    @Override
    public void close() {
        closed.release();
        thread.interrupt();
    }
}
