package io.dbcpool.watcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.dbcpool.events.Decoded;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.history.Told;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The broker: what is in its topics, and whether it is there. Records are kept with the event that they were made of;
 * they are read back from their bytes only where two events bear one id, or where the whole history is to be.
 */
final class SimulatedKafka {

    /** What other services have told, for who follows their topics. */
    record Read(long atNanos, Envelope envelope) {}

    private final Agenda agenda;
    private final boolean readsBytes;
    private final List<Told> log = new ArrayList<>();
    private final List<Read> told = new ArrayList<>();
    private final Map<String, Envelope> known = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();
    private boolean up = true;
    private long latencyNanos = 5_000_000;

    /** @param readsBytes whether each record is decoded from its bytes */
    SimulatedKafka(Agenda agenda, boolean readsBytes) {
        this.agenda = agenda;
        this.readsBytes = readsBytes;
    }

    boolean isUp() {
        return up;
    }

    void up(boolean now) {
        up = now;
    }

    long latencyNanos() {
        return latencyNanos;
    }

    void latencyNanos(long nanos) {
        latencyNanos = nanos;
    }

    /** By another service, which has an outbox of its own. */
    void tell(Envelope envelope) {
        told.add(new Read(agenda.nowNanos(), envelope));
        log.add(new Told(log.size(), envelope, NullNode.getInstance()));
    }

    List<Read> told() {
        return told;
    }

    /**
     * The watcher is about to publish it.
     *
     * @return whether a watcher before it was, and may have lost it
     */
    boolean know(Envelope envelope) {
        String key = envelope.event().topic().topicName() + ' ' + envelope.id();
        var before = known.put(key, envelope);
        if (before != null && !before.equals(envelope)) {
            ambiguous.add(key);
        }
        return before != null;
    }

    void append(ProducerRecord<byte[], byte[]> record) {
        String key = record.topic() + ' ' + id(record);
        var envelope = known.get(key);
        if (envelope == null || readsBytes || ambiguous.contains(key)) {
            envelope = decode(record);
        }
        JsonNode json = envelope.event() instanceof VacateCompleted
                ? EventCodec.findTree(record.value()).orElseThrow()
                : BinaryNode.valueOf(record.value());
        log.add(new Told(log.size(), envelope, json));
    }

    static String id(ProducerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
    }

    private static Envelope decode(ProducerRecord<byte[], byte[]> record) {
        var headers = new HashMap<String, String>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        if (EventCodec.decode(record.topic(), headers, record.value()) instanceof Decoded.Read read) {
            return read.envelope();
        }
        throw new IllegalStateException("our own record cannot be read: " + record);
    }

    List<Told> log() {
        return log;
    }
}
