package io.dbcpool.console.trace;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One thing that took its time.
 *
 * @param id 16 hex digits
 * @param parent the id of what it is a part of, or came of
 * @param name one of a few, so that spans can be searched and counted by it; what differs is in the attributes
 * @param start by the clock of {@code origin}'s host: those of two hosts may differ
 * @param end never before {@code start}
 * @param error what went wrong; empty where nothing did
 */
public record Span(
        String id,
        Optional<String> parent,
        String name,
        Kind kind,
        Origin origin,
        Instant start,
        Instant end,
        List<Attribute> attributes,
        List<Event> events,
        Optional<String> error) {

    public Span {
        attributes = List.copyOf(attributes);
        events = List.copyOf(events);
        end = end.isBefore(start) ? start : end;
    }

    /** OpenTelemetry's, as far as ours have one. */
    public enum Kind {
        INTERNAL,
        /** It handed a record to Kafka. */
        PRODUCER,
        /** It took a word that another had said. */
        CONSUMER
    }

    /** A moment in it. */
    public record Event(String name, Instant at, List<Attribute> attributes) {
        public Event {
            attributes = List.copyOf(attributes);
        }
    }
}
