package io.dbcpool.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.values.BlockNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaBreaksTest {

    private enum Word {
        FREE,
        RENTED
    }

    private enum MoreWords {
        FREE,
        RENTED,
        UNKNOWN
    }

    private enum FewerWords {
        FREE
    }

    private record Before(long count, String text, Optional<Instant> at, Word word, List<Long> numbers) {}

    private record Same(long count, String text, Optional<Instant> at, Word word, List<Long> numbers) {}

    private record WithOneMore(
            long count, String text, Optional<Instant> at, Word word, List<Long> numbers, Optional<String> more) {}

    private record WithMoreWords(long count, String text, Optional<Instant> at, MoreWords word, List<Long> numbers) {}

    private record WithoutText(long count, Optional<Instant> at, Word word, List<Long> numbers) {}

    private record Retyped(String count, String text, Optional<Instant> at, Word word, List<Long> numbers) {}

    private record WithAnotherFormat(long count, String text, Optional<String> at, Word word, List<Long> numbers) {}

    private record WithFewerWords(long count, String text, Optional<Instant> at, FewerWords word, List<Long> numbers) {}

    private record WithOtherItems(long count, String text, Optional<Instant> at, Word word, List<String> numbers) {}

    private record WithOneWanted(
            long count, String text, Optional<Instant> at, Word word, List<Long> numbers, BlockNumber block) {}

    private record WithOneOptional(
            long count, Optional<String> text, Optional<Instant> at, Word word, List<Long> numbers) {}

    @ParameterizedTest
    @MethodSource
    void whatReadersWouldMiss(Class<?> after, List<String> breaks) {
        assertThat(SchemaBreaks.find(schema(Before.class), schema(after))).isEqualTo(breaks);
    }

    static List<Arguments> whatReadersWouldMiss() {
        return List.of(
                Arguments.of(Same.class, List.of()),
                Arguments.of(WithOneMore.class, List.of()),
                Arguments.of(WithMoreWords.class, List.of()),
                Arguments.of(WithoutText.class, List.of("text was taken away")),
                Arguments.of(Retyped.class, List.of("count: type was integer, is string")),
                Arguments.of(WithAnotherFormat.class, List.of("at: format was date-time, is none")),
                Arguments.of(WithFewerWords.class, List.of("word: the word rented was taken away")),
                Arguments.of(WithOtherItems.class, List.of("numbers[]: type was integer, is string")),
                Arguments.of(WithOneWanted.class, List.of("block is wanted, and was not")),
                Arguments.of(WithOneOptional.class, List.of("text was always there, and may be missing")));
    }

    private static ObjectNode schema(Class<?> record) {
        return RecordSchema.of(record);
    }
}
