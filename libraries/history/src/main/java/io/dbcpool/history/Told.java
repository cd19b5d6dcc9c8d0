package io.dbcpool.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.events.Envelope;

/**
 * One record, as it stands in its topic.
 *
 * @param offset its place in its partition; records of one machine share a partition
 * @param json its value as it was sent, because a receipt's hash is of what was sent and not of what we make of it
 */
public record Told(long offset, Envelope envelope, JsonNode json) {}
