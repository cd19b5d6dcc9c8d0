package io.dbcpool.substrate.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A question with its answer's type, so that whoever asks it can tell a wrong answer from a right one.
 *
 * @param params texts, whole numbers of 64 bits, truth values, and lists and maps of them; in these also {@code null}
 * @param reader throws {@link MalformedAnswerException} for what no honest node answers
 * @param isUnknown whether the answer says no more than that this node does not know; another one may
 */
public record Query<T>(String method, List<?> params, Function<JsonNode, T> reader, Predicate<? super T> isUnknown) {

    /** A question that each node answers alike. */
    public static <T> Query<T> of(String method, List<?> params, Function<JsonNode, T> reader) {
        return new Query<>(method, params, reader, answer -> false);
    }

    /** A question whose answer may be {@code null} where a node has not seen what is asked about. */
    public static <T> Query<Optional<T>> ofKnown(String method, List<?> params, Function<JsonNode, T> reader) {
        return new Query<>(
                method,
                params,
                answer -> answer.isNull() ? Optional.empty() : Optional.of(reader.apply(answer)),
                Optional::isEmpty);
    }
}
