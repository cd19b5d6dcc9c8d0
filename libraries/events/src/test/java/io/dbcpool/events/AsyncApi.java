package io.dbcpool.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code docs/topics/asyncapi.json}: which record is on which topic, by AsyncAPI 3.0. */
final class AsyncApi {

    /** {@code | [dbc.vacates](dbc.vacates.md) | rental-watcher | each vacate, and its receipt | 365 days |} */
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| \\[(?<topic>[a-z.]+)]\\([a-z.]+\\.md\\) \\| (?<writer>[^|]+) \\| (?<holds>[^|]+) \\|");

    private static final String DRAFT_7 = "application/schema+json;version=draft-07";

    private AsyncApi() {}

    /**
     * @param events which records each topic has
     * @param index the text of {@code docs/topics/README.md}, which says who writes what
     */
    static ObjectNode of(Map<Topic, List<Class<?>>> events, String index) {
        var document = EventCodec.json().createObjectNode().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "dbc-pool")
                .put("version", "1.0.0")
                .put(
                        "description",
                        "What the services of a dbc-pool tell each other over Kafka. Made from the code; a page for each topic is beside this file.")
                .putObject("license")
                .put("name", "Apache-2.0");
        document.put("defaultContentType", "application/json");
        var channels = document.putObject("channels");
        var operations = document.putObject("operations");
        var components = document.putObject("components");
        var messages = components.putObject("messages");
        components.putObject("schemas").set("headers", headers());
        ROW.matcher(index).results().forEach(row -> {
            Topic topic = Topic.find(row.group(1)).orElseThrow();
            channels.set(topic.topicName(), channel(topic, row.group(3), events.getOrDefault(topic, List.of())));
            operations
                    .putObject("write " + topic.topicName())
                    .put("action", "send")
                    .put("summary", "by " + row.group(2))
                    .putObject("channel")
                    .put("$ref", "#/channels/" + topic.topicName());
        });
        events.values().stream().flatMap(List::stream).forEach(record -> messages.set(name(record), message(record)));
        return document;
    }

    private static ObjectNode channel(Topic topic, String holds, List<Class<?>> records) {
        var channel = EventCodec.json().createObjectNode();
        channel.put("address", topic.topicName())
                .put("description", "%s; field by field in %s.md beside this file".formatted(holds, topic.topicName()));
        var messages = channel.putObject("messages");
        records.forEach(
                record -> messages.putObject(name(record)).put("$ref", "#/components/messages/" + name(record)));
        var configuration = channel.putObject("bindings").putObject("kafka").putObject("topicConfiguration");
        topic.retention()
                .ifPresentOrElse(
                        kept -> {
                            configuration.putArray("cleanup.policy").add("delete");
                            configuration.put("retention.ms", kept.toMillis());
                        },
                        () -> configuration.putArray("cleanup.policy").add("compact"));
        return channel;
    }

    private static ObjectNode message(Class<?> record) {
        var message = EventCodec.json().createObjectNode();
        message.put("name", name(record)).put("contentType", "application/json");
        message.putObject("headers").put("$ref", "#/components/schemas/headers");
        var payload = message.putObject("payload").put("schemaFormat", DRAFT_7);
        payload.putObject("schema").put("$ref", "schemas/%s.json".formatted(name(record)));
        message.putObject("bindings")
                .putObject("kafka")
                .putObject("key")
                .put("type", "string")
                .put("pattern", "^[0-9a-f]{64}$")
                .put("description", "the machine id; none where the record is about no machine");
        return message;
    }

    private static ObjectNode headers() {
        var headers = EventCodec.json().createObjectNode().put("type", "object");
        var properties = headers.putObject("properties");
        properties.putObject("ce_specversion").put("const", "1.0");
        for (String header : List.of("ce_id", "ce_type", "ce_source", "ce_subject", "content-type")) {
            properties.putObject(header).put("type", "string");
        }
        properties.putObject("ce_time").put("type", "string").put("format", "date-time");
        var required = headers.putArray("required");
        List.of("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time").forEach(required::add);
        return headers;
    }

    private static String name(Class<?> record) {
        return record.getSimpleName();
    }
}
