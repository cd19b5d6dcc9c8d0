package io.dbcpool.events;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_ABSENT;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.dbcpool.events.Decoded.Read;
import io.dbcpool.events.Decoded.Unreadable;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into records and back: CloudEvents 1.0 in binary mode, JSON values.
 *
 * <p>Unknown fields are passed over, so that an older reader understands a newer writer. A missing or ill-typed field
 * makes the record {@link Unreadable}.
 */
public final class EventCodec {

    /** A receipt with all its steps and signals is under 100 KiB; nothing of ours is near this. */
    private static final int MAX_VALUE_BYTES = 1 << 20;

    private static final String SPEC_VERSION = "1.0";

    private static final ObjectMapper JSON = newMapper();

    private EventCodec() {}

    /** The mapper that writes our records, for whoever shows or hashes one. */
    public static ObjectMapper json() {
        return JSON;
    }

    public static EncodedEvent encode(Envelope envelope) {
        var event = envelope.event();
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_specversion", SPEC_VERSION);
        headers.put("ce_id", envelope.id());
        headers.put("ce_type", event.type());
        headers.put("ce_source", envelope.source());
        headers.put("ce_time", WireFormat.time(envelope.time()));
        event.machine().ifPresent(machine -> headers.put("ce_subject", machine.hex()));
        headers.put("content-type", "application/json");
        return new EncodedEvent(
                event.topic().topicName(),
                event.machine().map(MachineId::hex),
                Collections.unmodifiableMap(headers),
                value(event));
    }

    /** The record's value: UTF-8 JSON. */
    public static byte[] value(PoolEvent event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(
                    "a %s cannot be written as JSON".formatted(event.getClass().getSimpleName()), e);
        }
    }

    /** @param value null where the record has none, as a tombstone does */
    public static Decoded decode(String topic, Map<String, String> headers, byte @Nullable [] value) {
        if (value == null) {
            return new Unreadable("wanted a JSON value, found none");
        }
        if (value.length > MAX_VALUE_BYTES) {
            return new Unreadable("wanted at most %d bytes, found %d".formatted(MAX_VALUE_BYTES, value.length));
        }
        for (String name : List.of("ce_id", "ce_type", "ce_source", "ce_time")) {
            if (!headers.containsKey(name)) {
                return new Unreadable("wanted the header %s, found only %s".formatted(name, headers.keySet()));
            }
        }
        String version = headers.getOrDefault("ce_specversion", SPEC_VERSION);
        if (!version.equals(SPEC_VERSION)) {
            return new Unreadable("wanted ce_specversion '%s', found '%s'".formatted(SPEC_VERSION, version));
        }
        String type = headers.getOrDefault("ce_type", "");
        var eventClass = EventTypes.find(topic, type);
        if (eventClass.isEmpty()) {
            return new Unreadable("wanted a ce_type that %s holds, found '%s'".formatted(topic, type));
        }
        String time = headers.getOrDefault("ce_time", "");
        try {
            var tree = JSON.readTree(value);
            var fault = RecordShape.findFault(tree, eventClass.get());
            if (fault.isPresent()) {
                return new Unreadable(fault.get());
            }
            var event = JSON.treeToValue(tree, eventClass.get());
            if (!event.type().equals(type)) {
                return new Unreadable(
                        "wanted a value of ce_type '%s', found one of '%s'".formatted(type, event.type()));
            }
            String source = headers.getOrDefault("ce_source", "");
            return new Read(new Envelope(headers.getOrDefault("ce_id", ""), source, Instant.parse(time), event));
        } catch (JsonMappingException e) {
            return new Unreadable(path(e) + e.getOriginalMessage());
        } catch (DateTimeException e) {
            return new Unreadable("ce_time: wanted an RFC 3339 time, found '%s'".formatted(time));
        } catch (IOException e) {
            return new Unreadable("wanted JSON: " + e.getMessage());
        }
    }

    /** The value as a tree, for showing a record whose type nobody here knows. */
    public static Optional<JsonNode> findTree(byte[] value) {
        try {
            return Optional.ofNullable(JSON.readTree(value));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What a wall-clock moment is worth on the wire: whole microseconds. */
    public static Instant micros(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MICROS);
    }

    private static String path(JsonMappingException e) {
        var path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "" : path.append(": ").toString();
    }

    private static ObjectMapper newMapper() {
        var mapper = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(WireFormat.module())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .defaultPropertyInclusion(JsonInclude.Value.construct(NON_ABSENT, NON_ABSENT))
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(32)
                        .maxNumberLength(64)
                        .build());
        return mapper;
    }
}
