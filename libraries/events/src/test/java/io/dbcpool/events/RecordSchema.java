package io.dbcpool.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The JSON Schema of one kind of record, made from its Java type by the rules of {@link WireFormat} and
 * {@link RecordShape}. Draft 7, because every tool of AsyncAPI reads that. A field that is not in it is allowed: a
 * later writer may add one.
 */
final class RecordSchema {

    private final Map<String, ObjectNode> definitions = new LinkedHashMap<>();

    private RecordSchema() {}

    static ObjectNode of(Class<?> record) {
        var schema = EventCodec.json().createObjectNode();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", record.getSimpleName());
        var made = new RecordSchema();
        schema.setAll(made.object(record));
        if (!made.definitions.isEmpty()) {
            var definitions = schema.putObject("definitions");
            made.definitions.forEach(definitions::set);
        }
        return schema;
    }

    private ObjectNode object(Class<?> record) {
        var object = EventCodec.json().createObjectNode().put("type", "object");
        var properties = object.putObject("properties");
        var required = EventCodec.json().createArrayNode();
        for (RecordComponent part : record.getRecordComponents()) {
            Type type = part.getGenericType();
            boolean isOptional = type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
            properties.set(part.getName(), kind(isOptional ? argument(type) : type));
            if (!isOptional) {
                required.add(part.getName());
            }
        }
        object.set("required", required);
        return object;
    }

    private ObjectNode kind(Type type) {
        var schema = EventCodec.json().createObjectNode();
        if (type instanceof ParameterizedType) {
            schema.put("type", "array").set("items", kind(argument(type)));
            return schema;
        }
        var plain = (Class<?>) type;
        if (plain == long.class || plain == Long.class || plain == int.class || plain == Integer.class) {
            return schema.put("type", "integer");
        }
        if (plain == BlockNumber.class) {
            return schema.put("type", "integer").put("minimum", 0);
        }
        if (plain == boolean.class) {
            return schema.put("type", "boolean");
        }
        if (plain.isRecord() && plain.getPackage().equals(PoolEvent.class.getPackage())) {
            return schema.put("$ref", "#/definitions/" + definition(plain));
        }
        return text(plain);
    }

    private static ObjectNode text(Class<?> type) {
        var schema = EventCodec.json().createObjectNode().put("type", "string");
        if (type == Instant.class) {
            schema.put("format", "date-time");
        } else if (type == UUID.class) {
            schema.put("format", "uuid");
        } else if (type == MachineId.class) {
            schema.put("pattern", "^[0-9a-f]{64}$");
        } else if (type == RentOrderId.class) {
            schema.put("pattern", "^[0-9]{1,20}$");
        } else if (type.isEnum()) {
            var words = schema.putArray("enum");
            for (Object constant : type.getEnumConstants()) {
                words.add(WireFormat.name((Enum<?>) constant));
            }
        } else if (type != String.class) {
            throw new IllegalArgumentException("no schema is known for %s".formatted(type));
        }
        return schema;
    }

    /** Its name among the definitions: {@code ChainMachine.Order} for a nested one, since simple names may repeat. */
    private String definition(Class<?> record) {
        Class<?> outer = record.getEnclosingClass();
        String name = (outer == null ? "" : outer.getSimpleName() + ".") + record.getSimpleName();
        if (!definitions.containsKey(name)) {
            var place = EventCodec.json().createObjectNode();
            definitions.put(name, place);
            place.setAll(object(record));
        }
        return name;
    }

    private static Type argument(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }
}
