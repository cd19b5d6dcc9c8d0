package io.dbcpool.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A record as it has to be on the wire for as long as somebody reads it: {@code <topic>/<name>.json} is its value,
 * {@code .headers} its key and its headers.
 */
record GoldenFile(String name) {

    static final Path ROOT = Path.of("src/test/resources/golden");

    static List<GoldenFile> list() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(file -> ROOT.relativize(file).toString())
                    .filter(file -> file.endsWith(".json"))
                    .map(file -> new GoldenFile(file.substring(0, file.length() - ".json".length())))
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String topic() {
        return name.substring(0, name.indexOf('/'));
    }

    /** Without the newline at the file's end. */
    String value() {
        return text(".json").stripTrailing();
    }

    ObjectNode tree() {
        try {
            return (ObjectNode) EventCodec.json().readTree(value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        text(".headers").lines().filter(line -> !line.startsWith("key: ")).forEach(line -> {
            int colon = line.indexOf(": ");
            headers.put(line.substring(0, colon), line.substring(colon + 2));
        });
        return headers;
    }

    Optional<String> key() {
        return text(".headers")
                .lines()
                .filter(line -> line.startsWith("key: "))
                .map(line -> line.substring("key: ".length()))
                .findFirst();
    }

    /** Reads another value as if it had come with this record's headers. */
    Decoded decode(JsonNode value) {
        return decode(value.toString());
    }

    Decoded decode(String value) {
        return EventCodec.decode(topic(), headers(), value.getBytes(StandardCharsets.UTF_8));
    }

    private String text(String suffix) {
        try {
            return Files.readString(ROOT.resolve(name + suffix));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
