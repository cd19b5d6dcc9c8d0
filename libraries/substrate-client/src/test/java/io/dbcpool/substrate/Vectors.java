package io.dbcpool.substrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Answers that polkadot-js gave, from a file. */
public record Vectors(JsonNode file) {

    /** The file named by {@code -Dsubstrate.vectors}, else our own of that shape. */
    static Vectors chosen() throws IOException {
        String chosen = System.getProperty("substrate.vectors", "");
        return chosen.isEmpty() ? ofResource("chain-vectors.json") : read(Files.newInputStream(Path.of(chosen)));
    }

    /** The file named by {@code -Dsubstrate.metadata}, else the one beside the chosen file, else our own. */
    byte[] metadata() throws IOException {
        String named = System.getProperty("substrate.metadata", "");
        String chosen = System.getProperty("substrate.vectors", "");
        if (named.isEmpty() && chosen.isEmpty()) {
            return recordedMetadata();
        }
        return Files.readAllBytes(
                named.isEmpty() ? Path.of(chosen).resolveSibling("dbc-metadata-v14.scale") : Path.of(named));
    }

    /** That of the node which answered, without its documentation. */
    public static byte[] recordedMetadata() throws IOException {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/metadata-v14.scale")) {
            assertThat(in).as("recorded metadata").isNotNull();
            return in.readAllBytes();
        }
    }

    public static Vectors ofResource(String name) throws IOException {
        InputStream resource = Vectors.class.getResourceAsStream("/vectors/" + name);
        assertThat(resource).as(name).isNotNull();
        return read(resource);
    }

    private static Vectors read(InputStream open) throws IOException {
        try (InputStream in = open) {
            return new Vectors(new ObjectMapper().readTree(in));
        }
    }

    /** A section's answers, of which there must be some: a test of none would pass. */
    public Stream<JsonNode> section(String name) {
        assertThat(file.path(name)).as("answers in section " + name).isNotEmpty();
        return StreamSupport.stream(file.path(name).spliterator(), false);
    }

    public static byte[] bytes(JsonNode node, String field) {
        String text = node.path(field).asText();
        assertThat(text).as(field).startsWith("0x");
        return HexFormat.of().parseHex(text, 2, text.length());
    }

    public static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
