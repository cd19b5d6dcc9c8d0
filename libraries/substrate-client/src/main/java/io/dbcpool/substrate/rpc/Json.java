package io.dbcpool.substrate.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into a tree, with limits, and writes requests. Not by Jackson's mapper, which takes a third of a cold
 * start to learn how to bind classes that nobody has here.
 */
final class Json {

    /** Nothing that a node answers lies deeper than about ten. */
    private static final int MAX_DEPTH = 64;

    private static final int MAX_DIGITS = 100;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_DIGITS)
                    // The connection limits the whole message.
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private Json() {}

    /** @return a missing node for no text at all */
    static JsonNode read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonNode whole = parser.nextToken() == null ? MissingNode.getInstance() : readValue(parser);
            if (parser.nextToken() != null) {
                throw broken(parser, text);
            }
            return whole;
        } catch (JsonProcessingException broken) {
            throw new MalformedAnswerException("wanted JSON, but it breaks at character %d of %d"
                    .formatted(
                            broken.getLocation() == null
                                    ? 0
                                    : broken.getLocation().getCharOffset(),
                            text.length()));
        } catch (IOException textNeedsNoReading) {
            throw new UncheckedIOException(textNeedsNoReading);
        }
    }

    private static MalformedAnswerException broken(JsonParser parser, String text) {
        return new MalformedAnswerException("wanted JSON, but it breaks at character %d of %d"
                .formatted(parser.currentLocation().getCharOffset(), text.length()));
    }

    /** The value that the parser stands on; it stands on its last token then. Its depth is limited by the parser. */
    private static JsonNode readValue(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> {
                ObjectNode object = NODES.objectNode();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.set(name, readValue(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(readValue(parser));
                }
                yield array;
            }
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT ->
                switch (parser.getNumberType()) {
                    case INT -> NODES.numberNode(parser.getIntValue());
                    case LONG -> NODES.numberNode(parser.getLongValue());
                    default -> NODES.numberNode(parser.getBigIntegerValue());
                };
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    static String writeRequest(long id, String method, List<?> params) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("jsonrpc", "2.0");
            json.writeNumberField("id", id);
            json.writeStringField("method", method);
            json.writeFieldName("params");
            write(json, params);
            json.writeEndObject();
        } catch (IOException textTakesAll) {
            throw new UncheckedIOException(textTakesAll);
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object one : list) {
                write(json, one);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> object) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : object.entrySet()) {
                json.writeFieldName(String.valueOf(field.getKey()));
                write(json, field.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else {
            throw new IllegalArgumentException(
                    "wanted texts, whole numbers, truth values, nulls, and lists and maps of them, but found "
                            + value.getClass().getSimpleName());
        }
    }
}
