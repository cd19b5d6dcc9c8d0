package io.dbcpool.cli.broadcast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.events.EventCodec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A capture as {@code listen --json} writes it: a line of JSON for each datagram, with {@code at}, {@code sender},
 * {@code raw}.
 */
final class JsonLines {

    private JsonLines() {}

    static List<Captured> read(String text) throws CaptureException {
        var found = new ArrayList<Captured>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                found.add(read(line, number));
            }
        }
        return found;
    }

    private static Captured read(String line, int number) throws CaptureException {
        try {
            JsonNode node = EventCodec.json().readTree(line);
            return new Captured(
                    Instant.parse(node.path("at").asText()),
                    node.path("sender").asText(),
                    Base64.getDecoder().decode(node.path("raw").asText()));
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            throw new CaptureException(
                    "line %d: wanted an object with at (a time), sender, and raw (base64), found none"
                            .formatted(number));
        }
    }
}
