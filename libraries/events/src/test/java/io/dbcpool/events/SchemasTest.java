package io.dbcpool.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code docs/topics/schemas} and {@code docs/topics/asyncapi.json} are what the records are. With
 * -Ddbcpool.write-pages=true they are written instead, but never so that a reader of the earlier ones is left behind.
 */
class SchemasTest {

    private static final Path TOPICS = Path.of("../../docs/topics");
    private static final Path SCHEMAS = TOPICS.resolve("schemas");

    @ParameterizedTest
    @MethodSource("records")
    void aSchemaIsThatOfItsRecord(Class<?> record) throws IOException {
        Path file = SCHEMAS.resolve(record.getSimpleName() + ".json");
        ObjectNode schema = RecordSchema.of(record);

        if (Files.exists(file)) {
            assertThat(SchemaBreaks.find(read(file), schema))
                    .as("what readers of %s would miss", file)
                    .isEmpty();
        }
        writeIfAsked(file, schema);
        assertThat(file).content().isEqualTo(text(schema));
    }

    @Test
    void everySchemaHasARecord() throws IOException {
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(records().stream()
                            .map(record -> record.getSimpleName() + ".json")
                            .toList());
        }
    }

    @Test
    void theDocumentSaysWhatIsOnWhichTopic() throws IOException {
        Path file = TOPICS.resolve("asyncapi.json");
        var document = AsyncApi.of(events(), Files.readString(TOPICS.resolve("README.md")));

        writeIfAsked(file, document);

        assertThat(file).content().isEqualTo(text(document));
        assertThat(document.path("channels").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Topic.values()).map(Topic::topicName).toList());
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyGoldenRecordFitsItsSchema(GoldenFile file) {
        assertThat(judge(schemaOf(file), file.tree())).isEmpty();
    }

    /** A field that a record has lost would be one that its golden file has and its schema has not. */
    @ParameterizedTest
    @MethodSource("files")
    void aGoldenRecordHasNoFieldThatItsSchemaDoesNotName(GoldenFile file) {
        var strict = schemaOf(file);
        strict.put("additionalProperties", false);
        strict.path("definitions").forEach(part -> ((ObjectNode) part).put("additionalProperties", false));

        assertThat(judge(strict, file.tree())).isEmpty();
    }

    /** So that the two above say something. */
    @ParameterizedTest
    @MethodSource("files")
    void aGoldenRecordWithOneFieldOfAnotherKindDoesNotFit(GoldenFile file) {
        for (Map.Entry<String, JsonNode> field : file.tree().properties()) {
            var changed = file.tree();
            changed.putObject(field.getKey()).put("seven", 7);
            if (!field.getValue().isObject()) {
                assertThat(judge(schemaOf(file), changed)).as(field.getKey()).isNotEmpty();
            }
        }
    }

    static List<Class<?>> records() {
        return List.of(PoolEvent.class.getPermittedSubclasses());
    }

    static List<GoldenFile> files() {
        return GoldenFile.list();
    }

    private static ObjectNode schemaOf(GoldenFile file) {
        return RecordSchema.of(Objects.requireNonNull(GoldenRecords.all().get(file.name()), file.name())
                .event()
                .getClass());
    }

    private static List<String> judge(ObjectNode schema, JsonNode value) {
        JsonSchema judge = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema);
        return judge.validate(value, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true)).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    /**
     * As golden files have them: {@link GoldenFilesTest} sees to it that each kind of record and each topic has one.
     */
    private static Map<Topic, List<Class<?>>> events() {
        Map<Topic, Map<String, Class<?>>> found = new EnumMap<>(Topic.class);
        GoldenRecords.all().values().stream()
                .map(Envelope::event)
                .forEach(event -> found.computeIfAbsent(event.topic(), topic -> new TreeMap<>())
                        .put(event.getClass().getSimpleName(), event.getClass()));
        Map<Topic, List<Class<?>>> events = new EnumMap<>(Topic.class);
        found.forEach((topic, records) -> events.put(topic, List.copyOf(records.values())));
        return events;
    }

    private static JsonNode read(Path file) throws IOException {
        return EventCodec.json().readTree(Files.readString(file));
    }

    private static void writeIfAsked(Path file, ObjectNode content) throws IOException {
        if (Boolean.getBoolean("dbcpool.write-pages")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text(content));
        }
    }

    private static String text(ObjectNode content) throws IOException {
        return content.toPrettyString() + "\n";
    }
}
