package io.dbcpool.host.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.events.EventCodec;
import io.dbcpool.host.probe.Answer;
import io.dbcpool.host.probe.Answer.Absent;
import io.dbcpool.host.probe.Answer.Fields;
import io.dbcpool.host.probe.Answer.Names;
import io.dbcpool.host.probe.Answer.Text;
import io.dbcpool.host.probe.Answer.Unknown;
import io.dbcpool.host.probe.HostRecord;
import io.dbcpool.host.probe.Question;
import io.dbcpool.host.probe.Scope;
import java.util.ArrayList;
import java.util.TreeMap;

/**
 * JSON: {@code scope}, and {@code answers} by question. A text is a string, names are an array, fields an object;
 * {@code {"absent": true}} and {@code {"unknown": "reason"}} say that it is not there, or cannot be known.
 */
public final class RecordFile {

    private static final ObjectMapper JSON = EventCodec.json().copy().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String ABSENT = "absent";
    private static final String UNKNOWN = "unknown";

    private RecordFile() {}

    public static String write(HostRecord record) {
        ObjectNode root = JSON.createObjectNode();
        root.set("scope", JSON.valueToTree(record.scope()));
        ObjectNode answers = root.putObject("answers");
        record.answers().forEach((question, answer) -> answers.set(question.text(), write(answer)));
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of text alone cannot fail to be written", e);
        }
    }

    public static JsonNode write(Answer answer) {
        if (answer instanceof Text text) {
            return JSON.getNodeFactory().textNode(text.text());
        }
        if (answer instanceof Names names) {
            return JSON.valueToTree(names.names());
        }
        if (answer instanceof Fields fields) {
            return JSON.valueToTree(new TreeMap<>(fields.fields()));
        }
        var special = JSON.createObjectNode();
        return answer instanceof Unknown unknown ? special.put(UNKNOWN, unknown.reason()) : special.put(ABSENT, true);
    }

    /** @throws IllegalArgumentException saying what was wanted and what was found */
    public static HostRecord read(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            var scope = JSON.treeToValue(root.path("scope"), Scope.class);
            if (scope == null) {
                throw new IllegalArgumentException("wanted a scope, found none");
            }
            var answers = new TreeMap<Question, Answer>();
            root.path("answers")
                    .properties()
                    .forEach(field -> answers.put(
                            Question.find(field.getKey())
                                    .orElseThrow(() -> new IllegalArgumentException(
                                            "wanted a question such as 'read /proc/cpuinfo', found '%s'"
                                                    .formatted(field.getKey()))),
                            read(field.getValue())));
            return new HostRecord(scope, answers);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("wanted a record of a host: " + e.getOriginalMessage(), e);
        }
    }

    public static Answer read(JsonNode value) {
        if (value.isTextual()) {
            return new Text(value.asText());
        }
        if (value.isArray()) {
            var names = new ArrayList<String>();
            value.forEach(name -> names.add(name.asText()));
            return new Names(names);
        }
        if (value.path(ABSENT).asBoolean()) {
            return new Absent();
        }
        if (value.has(UNKNOWN)) {
            return new Unknown(value.path(UNKNOWN).asText());
        }
        var fields = new TreeMap<String, String>();
        value.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        return new Fields(fields);
    }
}
