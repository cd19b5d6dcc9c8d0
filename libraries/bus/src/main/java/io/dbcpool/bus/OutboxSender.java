package io.dbcpool.bus;

import io.dbcpool.bus.OutboxDelivery.Turn;
import io.dbcpool.bus.outbox.Outbox;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the outbox, in order, and takes out what Kafka has acknowledged. One thread sends; it alone waits
 * when Kafka is away.
 *
 * <p>The producer is idempotent and never gives a record up, so that order holds through a broker's restart. When it
 * fails for good all the same (the broker lost its data, or refuses us), a new one sends everything once more from the
 * front: a record may then be in its topic twice, with one {@code ce_id}.
 */
final class OutboxSender implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);

    private static final long IDLE_MILLIS = 500;
    private static final long RENEW_AFTER_MILLIS = 1_000;

    private final Outbox outbox;
    private final KafkaSettings settings;
    private final BrokerWatch watch;
    private final Semaphore wake = new Semaphore(0);
    private final OutboxDelivery.Counts counts = new OutboxDelivery.Counts();
    private final Thread thread = new Thread(this, "outbox-sender");
    private volatile boolean closing;
    private volatile long closeAtNanos;

    OutboxSender(Outbox outbox, KafkaSettings settings, BrokerWatch watch) {
        this.outbox = outbox;
        this.settings = settings;
        this.watch = watch;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** There is something new to send. */
    void wake() {
        wake.release();
    }

    long published() {
        return counts.published();
    }

    /** How many records no broker takes, such as one that is too large. */
    long refused() {
        return counts.refused();
    }

    /** Sends on for up to the time given while there is something to send and Kafka is there. */
    void close(Duration grace) throws InterruptedException {
        closeAtNanos = System.nanoTime() + grace.toNanos();
        closing = true;
        wake();
        thread.join(grace.toMillis());
        thread.interrupt();
        thread.join(grace.toMillis());
    }

    @Override
    public void run() {
        try {
            while (!watch.awaitTopics(IDLE_MILLIS)) {
                if (closing) {
                    return;
                }
            }
            while (isOpen()) {
                sendUntilFailure();
                if (isOpen()) {
                    wake.tryAcquire(RENEW_AFTER_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException e) {
            LOG.debug("outbox sender stops");
        }
    }

    private boolean isOpen() {
        return !closing || (watch.isConnected() && System.nanoTime() - closeAtNanos < 0);
    }

    private void sendUntilFailure() throws InterruptedException {
        Producer<byte[], byte[]> producer;
        try {
            producer = new KafkaProducer<>(settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            LOG.error("kafka producer cannot be set up settings={}", settings, e);
            return;
        }
        var delivery = new OutboxDelivery(outbox, producer::send, counts);
        try {
            while (!delivery.hasFailed() && isOpen()) {
                var turn = delivery.turn();
                if (turn == Turn.SENT) {
                    continue;
                } else if (turn == Turn.ALL_DONE && closing) {
                    return;
                }
                wake.tryAcquire(closing ? 5 : IDLE_MILLIS, TimeUnit.MILLISECONDS);
                wake.drainPermits();
            }
        } finally {
            delivery.end();
            producer.close(Duration.ZERO);
        }
    }
}
