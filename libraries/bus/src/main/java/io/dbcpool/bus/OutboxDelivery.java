package io.dbcpool.bus;

import io.dbcpool.bus.outbox.Outbox;
import io.dbcpool.bus.outbox.OutboxEntry;
import io.dbcpool.bus.outbox.OutgoingRecord;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is sent by one producer, from the outbox's front to its end, until the producer fails. Which records go next is
 * decided here; when, by whoever calls {@link #turn}, by one thread.
 */
public final class OutboxDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxDelivery.class);

    private static final int BATCH = 500;

    /** The producer: {@code KafkaProducer::send}. */
    public interface Sending {
        Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback onAnswer);
    }

    /** Over the lives of several producers. */
    public static final class Counts {
        private final AtomicLong published = new AtomicLong();
        private final AtomicLong refused = new AtomicLong();

        /** Acknowledged by Kafka. */
        public long published() {
            return published.get();
        }

        /** How many records no broker takes, such as one that is too large. */
        public long refused() {
            return refused.get();
        }
    }

    /** What came of a turn. */
    public enum Turn {
        /** There was something to send, and there may be more. */
        SENT,
        /** There was nothing to send, and something is not acknowledged yet. */
        WAITING,
        /** Kafka has everything. */
        ALL_DONE
    }

    private final Outbox outbox;
    private final Sending producer;
    private final Counts counts;
    private final AtomicInteger inFlight = new AtomicInteger();
    private long sent = Outbox.FRONT;
    private volatile boolean failed;

    public OutboxDelivery(Outbox outbox, Sending producer, Counts counts) {
        this.outbox = outbox;
        this.producer = producer;
        this.counts = counts;
    }

    /** Sends what there is. */
    public Turn turn() throws InterruptedException {
        boolean quiet = inFlight.get() == 0;
        List<OutboxEntry> entries = outbox.readAfter(sent, BATCH);
        for (OutboxEntry entry : entries) {
            if (!send(entry)) {
                break;
            }
            sent = entry.position();
        }
        if (!entries.isEmpty()) {
            return Turn.SENT;
        }
        if (quiet && outbox.size().records() > 0) {
            // Those that a disk has given back, behind those that were sent meanwhile.
            sent = Outbox.FRONT;
            return Turn.WAITING;
        }
        return quiet ? Turn.ALL_DONE : Turn.WAITING;
    }

    /** Whether another producer has to send again. */
    public boolean hasFailed() {
        return failed;
    }

    /** Nothing that its producer says from here on is news. */
    void end() {
        failed = true;
    }

    /** Whether the producer has it now. Where it has not, nothing behind it may be sent before it. */
    private boolean send(OutboxEntry entry) throws InterruptedException {
        try {
            inFlight.incrementAndGet();
            var answer =
                    producer.send(toProducerRecord(entry.record()), (metadata, failure) -> onAnswer(entry, failure));
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
            counts.published.incrementAndGet();
            outbox.remove(entry.position());
        } else if (isRefusal(failure)) {
            counts.refused.incrementAndGet();
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

    private static boolean isRefusal(@Nullable Throwable failure) {
        return failure instanceof RecordTooLargeException || failure instanceof InvalidTopicException;
    }

    private static ProducerRecord<byte[], byte[]> toProducerRecord(OutgoingRecord record) {
        List<Header> headers = record.headers().stream()
                .<Header>map(header -> new RecordHeader(header.name(), header.value()))
                .toList();
        return new ProducerRecord<>(record.topic(), null, record.key(), record.value(), headers);
    }
}
