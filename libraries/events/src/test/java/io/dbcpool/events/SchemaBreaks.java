package io.dbcpool.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a schema may not do to those who read by an earlier one, or whose records are kept: take a field or a word away,
 * make a field into another kind, or want what was not wanted. New optional fields and new words may come.
 */
final class SchemaBreaks {

    private final JsonNode before;
    private final JsonNode after;
    private final List<String> breaks = new ArrayList<>();

    private SchemaBreaks(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    /** In words, each with the path of its field; empty if there is none. */
    static List<String> find(JsonNode before, JsonNode after) {
        var comparison = new SchemaBreaks(before, after);
        comparison.objects(before, after, "");
        return List.copyOf(comparison.breaks);
    }

    private void objects(JsonNode was, JsonNode is, String path) {
        for (Map.Entry<String, JsonNode> property : was.path("properties").properties()) {
            String field = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            JsonNode now = is.path("properties").path(property.getKey());
            if (now.isMissingNode()) {
                breaks.add("%s was taken away".formatted(field));
                continue;
            }
            kinds(property.getValue(), now, field);
            if (wants(was, property.getKey()) && !wants(is, property.getKey())) {
                breaks.add("%s was always there, and may be missing".formatted(field));
            }
        }
        is.path("required").valueStream().map(JsonNode::asText).forEach(name -> {
            if (!wants(was, name)) {
                breaks.add("%s is wanted, and was not".formatted(path.isEmpty() ? name : path + "." + name));
            }
        });
    }

    private void kinds(JsonNode was, JsonNode is, String path) {
        JsonNode old = resolve(before, was);
        JsonNode now = resolve(after, is);
        for (String rule : List.of("type", "format", "pattern")) {
            if (!old.path(rule).equals(now.path(rule))) {
                breaks.add("%s: %s was %s, is %s".formatted(path, rule, shown(old.path(rule)), shown(now.path(rule))));
            }
        }
        old.path("enum").forEach(word -> {
            if (now.path("enum").valueStream().noneMatch(word::equals)) {
                breaks.add("%s: the word %s was taken away".formatted(path, word.asText()));
            }
        });
        if (old.has("items")) {
            kinds(old.path("items"), now.path("items"), path + "[]");
        }
        objects(old, now, path);
    }

    private static boolean wants(JsonNode object, String field) {
        return object.path("required")
                .valueStream()
                .anyMatch(name -> name.asText().equals(field));
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "none" : value.asText();
    }

    private static JsonNode resolve(JsonNode root, JsonNode schema) {
        return schema.has("$ref") ? root.at(schema.path("$ref").asText().substring(1)) : schema;
    }
}
