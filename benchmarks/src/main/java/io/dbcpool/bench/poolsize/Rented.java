package io.dbcpool.bench.poolsize;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dbcpool.bench.BenchException;
import io.dbcpool.events.EventCodec;

/**
 * What came of one block. Times are milliseconds from the signal.
 *
 * @param offMillis when the last domain was off, by the hypervisor; zero where that is not ours to see
 * @param releasedP50Millis of the receipts
 * @param releasedMaxMillis of the receipts
 * @param toldMillis when Kafka had acknowledged the last record of it
 * @param late receipts past the deadline, or of a vacate that failed
 * @param actedUnwritten how often the journal had not written within 100 ms what came before an act
 * @param records that Kafka acknowledged meanwhile
 * @param processorSeconds from the signal to the last record
 * @param processorAtRelease the same, to the last release
 * @param idleProcessorPercent of one core, while all machines run and none is rented
 */
record Rented(
        int machines,
        double offMillis,
        double releasedP50Millis,
        double releasedMaxMillis,
        double toldMillis,
        int late,
        long actedUnwritten,
        long records,
        double processorSeconds,
        double processorAtRelease,
        long residentMebibytes,
        int threads,
        double idleProcessorPercent) {

    static Rented read(String json) {
        try {
            return EventCodec.json().readValue(json, Rented.class);
        } catch (JsonProcessingException e) {
            throw new BenchException("wanted the watcher's figures, found " + json, e);
        }
    }

    Rented withActedUnwritten(long count) {
        return new Rented(
                machines,
                offMillis,
                releasedP50Millis,
                releasedMaxMillis,
                toldMillis,
                late,
                count,
                records,
                processorSeconds,
                processorAtRelease,
                residentMebibytes,
                threads,
                idleProcessorPercent);
    }

    String json() {
        return EventCodec.json().valueToTree(this).toString();
    }

    /** What a machine costs. */
    double processorMillisEach() {
        return processorSeconds * 1e3 / machines;
    }
}
