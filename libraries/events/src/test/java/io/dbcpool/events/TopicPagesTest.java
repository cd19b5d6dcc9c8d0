package io.dbcpool.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages of {@code docs/topics} say what the code does. */
class TopicPagesTest {

    private static final Path PAGES = Path.of("../../docs/topics");

    private static final Pattern EXAMPLE =
            Pattern.compile("### `(?<name>[^`]+)`\\n\\n[^\\n]*\\n\\n```json\\n(?<json>.*?)\\n```", Pattern.DOTALL);

    @ParameterizedTest
    @EnumSource(Topic.class)
    void everyGoldenRecordIsAnExampleAndEveryExampleAGoldenRecord(Topic topic) throws Exception {
        var golden = GoldenFile.list().stream()
                .filter(file -> file.topic().equals(topic.topicName()))
                .collect(Collectors.toMap(GoldenFile::name, GoldenFile::tree));
        var examples = EXAMPLE.matcher(page(topic)).results().toList();

        assertThat(examples).hasSameSizeAs(golden.keySet());
        for (var example : examples) {
            String name = topic.topicName() + "/" + example.group(1);
            assertThat(EventCodec.json().readTree(example.group(2))).as(name).isEqualTo(golden.get(name));
            assertThat(example.group())
                    .contains("`" + new GoldenFile(name).headers().get("ce_type") + "`");
        }
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void aPageNamesEveryFieldOfItsRecordsAndEveryWordThatOneMayHave(Topic topic) throws Exception {
        var page = page(topic);
        for (Class<?> event : events(topic)) {
            var words = new TreeSet<String>();
            collect(event, words);
            assertThat(words).allSatisfy(word -> assertThat(page).containsPattern("[`.]" + word + "`"));
        }
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void pageAndIndexSayHowLongRecordsAreKept(Topic topic) throws Exception {
        String kept = topic.retention()
                .map(retention -> retention.toDays() == 1 ? "1 day" : retention.toDays() + " days")
                .orElse("compacted");

        assertThat(page(topic)).startsWith("# " + topic.topicName() + "\n").contains("| kept | " + kept);
        assertThat(Files.readString(PAGES.resolve("README.md")))
                .containsPattern("\\| \\[%1$s\\]\\(%1$s\\.md\\) \\|.*\\| %2$s \\|".formatted(topic.topicName(), kept));
    }

    @Test
    void thereIsNoPageOfATopicThatIsNotThere() throws Exception {
        try (var files = Files.list(PAGES)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith(".md") && !file.equals("README.md")))
                    .containsExactlyInAnyOrderElementsOf(List.of(Topic.values()).stream()
                            .map(topic -> topic.topicName() + ".md")
                            .toList());
        }
    }

    private static String page(Topic topic) throws Exception {
        return Files.readString(PAGES.resolve(topic.topicName() + ".md"));
    }

    private static Set<Class<?>> events(Topic topic) {
        return GoldenRecords.all().values().stream()
                .map(Envelope::event)
                .filter(event -> event.topic() == topic)
                .map(Object::getClass)
                .collect(Collectors.toSet());
    }

    private static void collect(Type type, Set<String> words) {
        if (type instanceof ParameterizedType generic) {
            collect(generic.getActualTypeArguments()[0], words);
        } else if (type instanceof Class<?> plain && plain.isEnum()) {
            for (Object constant : plain.getEnumConstants()) {
                words.add(WireFormat.name((Enum<?>) constant));
            }
        } else if (type instanceof Class<?> plain
                && plain.isRecord()
                && plain.getPackage().equals(PoolEvent.class.getPackage())) {
            for (RecordComponent part : plain.getRecordComponents()) {
                words.add(part.getName());
                collect(part.getGenericType(), words);
            }
        }
    }
}
