package io.dbcpool.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether a JSON value has the fields that a record wants, each of the kind it wants. Looked at before Jackson builds
 * the record, because Jackson fills a missing field with null or 0, and names Java's types where a reader needs the
 * field.
 */
final class RecordShape {

    private static final Set<Type> NUMBERS =
            Set.of(long.class, Long.class, int.class, Integer.class, BlockNumber.class);
    private static final Set<Type> TEXTS =
            Set.of(String.class, Instant.class, UUID.class, MachineId.class, RentOrderId.class);

    private RecordShape() {}

    /** The first field that is not as it should be: what was wanted and what was found. */
    static Optional<String> findFault(JsonNode value, Class<?> record) {
        return findFault(value, record, "");
    }

    private static Optional<String> findFault(@Nullable JsonNode value, Type type, String path) {
        if (type instanceof ParameterizedType generic) {
            Type part = generic.getActualTypeArguments()[0];
            return generic.getRawType() == Optional.class
                    ? findFaultInOptional(value, part, path)
                    : findFaultInList(value, part, path);
        }
        if (NUMBERS.contains(type)) {
            return wanted("a whole number", value != null && value.isIntegralNumber(), value, path);
        }
        if (type == boolean.class) {
            return wanted("true or false", value != null && value.isBoolean(), value, path);
        }
        if (TEXTS.contains(type) || (type instanceof Class<?> constants && constants.isEnum())) {
            return wanted("text", value != null && value.isTextual(), value, path);
        }
        return findFaultInRecord(value, (Class<?>) type, path);
    }

    private static Optional<String> findFaultInOptional(@Nullable JsonNode value, Type part, String path) {
        return value == null || value.isNull() ? Optional.empty() : findFault(value, part, path);
    }

    private static Optional<String> findFaultInList(@Nullable JsonNode value, Type part, String path) {
        if (value == null || !value.isArray()) {
            return wanted("an array", false, value, path);
        }
        for (int i = 0; i < value.size(); i++) {
            var fault = findFault(value.get(i), part, "%s[%d]".formatted(path, i));
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> findFaultInRecord(@Nullable JsonNode value, Class<?> record, String path) {
        if (value == null || !value.isObject()) {
            return wanted("an object", false, value, path);
        }
        for (RecordComponent part : record.getRecordComponents()) {
            String name = path.isEmpty() ? part.getName() : path + "." + part.getName();
            var fault = findFault(value.get(part.getName()), part.getGenericType(), name);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> wanted(String kind, boolean isThere, @Nullable JsonNode value, String path) {
        if (isThere) {
            return Optional.empty();
        }
        String where = path.isEmpty() ? "" : path + ": ";
        return Optional.of("%swanted %s, found %s".formatted(where, kind, kind(value)));
    }

    private static String kind(@Nullable JsonNode value) {
        if (value == null || value.isMissingNode()) {
            return "none";
        }
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
