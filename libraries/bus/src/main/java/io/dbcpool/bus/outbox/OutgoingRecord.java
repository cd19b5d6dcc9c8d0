package io.dbcpool.bus.outbox;

import io.dbcpool.events.EncodedEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A record as a producer sends it. Bytes throughout, because a dead letter repeats what others wrote, whatever it was.
 *
 * @param key null for a record that is about no machine
 * @param value null where a dead letter had none
 */
@SuppressWarnings("ArrayRecordComponent") // equality is our own; a copy for each read would be waste
public record OutgoingRecord(String topic, byte @Nullable [] key, List<Header> headers, byte @Nullable [] value) {

    public OutgoingRecord {
        headers = List.copyOf(headers);
    }

    @SuppressWarnings("ArrayRecordComponent")
    public record Header(String name, byte @Nullable [] value) {

        /** What all records of a kind say: that is kept in memory once. */
        private static final Set<String> SAID_AGAIN = Set.of("ce_specversion", "ce_type", "ce_source", "content-type");

        /** Many more than there are, so that no other program's records fill the memory. */
        private static final int MOST_SHARED = 256;

        private static final Map<Map.Entry<String, String>, Header> SHARED = new ConcurrentHashMap<>();

        public static Header of(String name, String value) {
            if (!SAID_AGAIN.contains(name)) {
                return new Header(name, value.getBytes(StandardCharsets.UTF_8));
            }
            var text = Map.entry(name, value);
            var shared = SHARED.get(text);
            if (shared == null) {
                shared = new Header(name, value.getBytes(StandardCharsets.UTF_8));
                if (SHARED.size() < MOST_SHARED) {
                    SHARED.put(text, shared);
                }
            }
            return shared;
        }

        /** The same, shared where it can be. */
        static Header of(String name, byte @Nullable [] value) {
            return value != null && SAID_AGAIN.contains(name)
                    ? of(name, new String(value, StandardCharsets.UTF_8))
                    : new Header(name, value);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Header that && name.equals(that.name) && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, Arrays.hashCode(value));
        }
    }

    public static OutgoingRecord of(EncodedEvent event) {
        return new OutgoingRecord(
                event.topic(),
                event.key().map(key -> key.getBytes(StandardCharsets.UTF_8)).orElse(null),
                event.headers().entrySet().stream()
                        .map(header -> Header.of(header.getKey(), header.getValue()))
                        .toList(),
                event.value());
    }

    /** What it takes in memory or on disk, roughly. */
    public int sizeBytes() {
        int size = topic.length() + length(key) + length(value);
        for (Header header : headers) {
            size += header.name().length() + length(header.value());
        }
        return size;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutgoingRecord that
                && topic.equals(that.topic)
                && Arrays.equals(key, that.key)
                && headers.equals(that.headers)
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, Arrays.hashCode(key), headers, Arrays.hashCode(value));
    }
}
