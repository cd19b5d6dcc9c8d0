package io.dbcpool.bus;

import io.dbcpool.bus.outbox.Outbox;
import io.dbcpool.bus.outbox.OutboxEntry;
import io.dbcpool.bus.outbox.OutgoingRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
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

    private static final int BATCH = 500;
    private static final long IDLE_MILLIS = 500;
    private static final long RENEW_AFTER_MILLIS = 1_000;

    private final Outbox outbox;
    private final KafkaSettings settings;
    private final BrokerWatch watch;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
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
        return published.get();
    }

    /** How many records no broker takes, such as one that is too large. */
    long refused() {
        return refused.get();
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
        Delivery delivery;
        try {
            delivery = new Delivery(
                    new KafkaProducer<>(settings.producer(), new ByteArraySerializer(), new ByteArraySerializer()));
        } catch (KafkaException e) {
            LOG.error("kafka producer cannot be set up settings={}", settings, e);
            return;
        }
        try {
            long sent = Outbox.FRONT;
            while (!delivery.failed && isOpen()) {
                boolean quiet = delivery.inFlight.get() == 0;
                List<OutboxEntry> entries = outbox.readAfter(sent, BATCH);
                for (OutboxEntry entry : entries) {
                    if (!delivery.send(entry)) {
                        break;
                    }
                    sent = entry.position();
                }
                if (!entries.isEmpty()) {
                    continue;
                }
                if (quiet && outbox.size().records() > 0) {
                    // Those that a disk has given back, behind those that were sent meanwhile.
                    sent = Outbox.FRONT;
                } else if (closing && quiet) {
                    return;
                }
                wake.tryAcquire(closing ? 5 : IDLE_MILLIS, TimeUnit.MILLISECONDS);
                wake.drainPermits();
            }
        } finally {
            delivery.close();
        }
    }

    private static ProducerRecord<byte[], byte[]> toProducerRecord(OutgoingRecord record) {
        List<Header> headers = record.headers().stream()
                .<Header>map(header -> new RecordHeader(header.name(), header.value()))
                .toList();
        return new ProducerRecord<>(record.topic(), null, record.key(), record.value(), headers);
    }

    /** One producer's life. */
    private final class Delivery {
        private final Producer<byte[], byte[]> producer;
        private final AtomicInteger inFlight = new AtomicInteger();
        private volatile boolean failed;

        private Delivery(Producer<byte[], byte[]> producer) {
            this.producer = producer;
        }

        /** Whether the producer has it now. Where it has not, nothing behind it may be sent before it. */
        private boolean send(OutboxEntry entry) throws InterruptedException {
            try {
                inFlight.incrementAndGet();
                var answer = producer.send(
                        toProducerRecord(entry.record()), (metadata, failure) -> onAnswer(entry, failure));
                if (!answer.isDone()) {
                    return true;
                }
                answer.get();
                return true;
            } catch (ExecutionException e) {
                return isRefusal(e.getCause());
            } catch (org.apache.kafka.common.errors.InterruptException e) {
                throw e;
            } catch (KafkaException | IllegalStateException e) {
                onFailure(entry, e);
                return false;
            }
        }

        private void onAnswer(OutboxEntry entry, @Nullable Exception failure) {
            if (failure == null) {
                published.incrementAndGet();
                outbox.remove(entry.position());
            } else if (isRefusal(failure)) {
                refused.incrementAndGet();
                outbox.remove(entry.position());
                LOG.error(
                        "record is given up, no broker takes it topic={}",
                        entry.record().topic(),
                        failure);
            } else if (!(failure instanceof TimeoutException)) {
                onFailure(entry, failure);
            }
            // Last: nothing in flight has to mean that nothing acknowledged is left in the outbox.
            inFlight.decrementAndGet();
        }

        private void onFailure(OutboxEntry entry, Exception failure) {
            if (!failed) {
                failed = true;
                LOG.warn(
                        "kafka producer failed, a new one sends again topic={}",
                        entry.record().topic(),
                        failure);
            }
        }

        private boolean isRefusal(@Nullable Throwable failure) {
            return failure instanceof RecordTooLargeException || failure instanceof InvalidTopicException;
        }

        private void close() {
            failed = true;
            producer.close(Duration.ZERO);
        }
    }
}
