package io.dbcpool.events;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A record as bytes, ready for a producer or for the outbox.
 *
 * @param key the machine id in lower case; empty for a record that is about no machine
 * @param headers the CloudEvents headers, in the order in which they are sent
 * @param value UTF-8 JSON
 */
@SuppressWarnings("ArrayRecordComponent") // equality is our own; a copy for each read would be waste
public record EncodedEvent(String topic, Optional<String> key, Map<String, String> headers, byte[] value) {

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedEvent that
                && topic.equals(that.topic)
                && key.equals(that.key)
                && headers.equals(that.headers)
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, key, headers, Arrays.hashCode(value));
    }
}
