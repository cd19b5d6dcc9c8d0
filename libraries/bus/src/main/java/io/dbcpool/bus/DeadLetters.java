package io.dbcpool.bus;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where records go that cannot be read. */
public interface DeadLetters {

    /**
     * Keeps the record for {@code <topic>.dlq}, as it came, with the headers {@code dlq_reason}, {@code dlq_partition}
     * and {@code dlq_offset}. Waits for nothing.
     *
     * @param reason what was wanted and what was found
     */
    void bury(ConsumerRecord<byte[], byte[]> record, String reason);
}
