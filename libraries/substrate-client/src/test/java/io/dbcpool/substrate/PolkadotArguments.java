package io.dbcpool.substrate;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.substrate.crypto.address.Ss58Address;
import io.dbcpool.substrate.scale.BitVec;
import io.dbcpool.substrate.types.Field;
import io.dbcpool.substrate.types.Primitive;
import io.dbcpool.substrate.types.Type;
import io.dbcpool.substrate.types.TypeDefinition;
import io.dbcpool.substrate.types.TypeRegistry;
import io.dbcpool.substrate.types.Variant;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Values as people write them for polkadot-js, which takes an address for an account, text for bytes, and so on.
 *
 * @param callByName what the name of a call means that stands where a call is wanted
 */
record PolkadotArguments(TypeRegistry types, Function<String, Value> callByName)
        implements TypeDefinition.Visitor<JsonNode, Value> {

    Map<String, Value> read(List<Field> fields, JsonNode arguments) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).name().orElse(Integer.toString(i));
            values.put(name, read(fields.get(i).typeId(), arguments.path(i)));
        }
        return values;
    }

    Value read(int typeId, JsonNode written) {
        Type type = types.get(typeId);
        if (type.name().endsWith("::AccountId32") && isAddress(written)) {
            return account(written);
        }
        if (type.name().endsWith("::MultiAddress") && isAddress(written)) {
            return Value.variant("Id", account(written));
        }
        if (type.name().endsWith("RuntimeCall") && written.isTextual()) {
            return callByName.apply(written.asText());
        }
        if (type.name().equals("Option")) {
            return written.isNull()
                    ? Value.none()
                    : Value.some(read(type.parameters().get(0).typeId().orElseThrow(), written));
        }
        return type.definition().accept(this, written);
    }

    @Override
    public Value composite(TypeDefinition.Composite composite, JsonNode written) {
        if (composite.isNewtype()) {
            return read(composite.fields().get(0).typeId(), written);
        }
        Map<String, Value> values = new LinkedHashMap<>();
        for (Field field : composite.fields()) {
            String name = field.name().orElseThrow();
            values.put(name, read(field.typeId(), member(written, name)));
        }
        return new Value.Struct(values);
    }

    @Override
    public Value variants(TypeDefinition.Variants variants, JsonNode written) {
        String name =
                written.isTextual() ? written.asText() : written.fieldNames().next();
        Variant variant = variants.variants().stream()
                .filter(one -> one.name().equals(name)
                        || PolkadotJson.camelCase(one.name()).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no variant is called " + name));
        if (variant.fields().isEmpty()) {
            return Value.variant(variant.name());
        }
        JsonNode inner = written.path(name);
        if (variant.fields().get(0).name().isPresent()) {
            return new Value.Variant(
                    variant.name(),
                    composite(new TypeDefinition.Composite(variant.fields()), inner)
                            .asFields());
        }
        return variant.fields().size() == 1
                ? Value.variant(variant.name(), read(variant.fields().get(0).typeId(), inner))
                : new Value.Variant(variant.name(), read(variant.fields(), inner));
    }

    @Override
    public Value sequence(TypeDefinition.Sequence sequence, JsonNode written) {
        return items(sequence.elementTypeId(), written);
    }

    @Override
    public Value array(TypeDefinition.Array array, JsonNode written) {
        return items(array.elementTypeId(), written);
    }

    @Override
    public Value tuple(TypeDefinition.Tuple tuple, JsonNode written) {
        return new Value.Items(IntStream.range(0, tuple.typeIds().size())
                .mapToObj(i -> read(tuple.typeIds().get(i), written.path(i)))
                .toList());
    }

    @Override
    public Value primitive(Primitive primitive, JsonNode written) {
        return switch (primitive) {
            case BOOL -> Value.of(written.asBoolean());
            case CHAR, STR -> Value.of(written.asText());
            default -> Value.of(integer(written.asText()));
        };
    }

    @Override
    public Value compact(TypeDefinition.Compact compact, JsonNode written) {
        return read(compact.typeId(), written);
    }

    @Override
    public Value bitSequence(TypeDefinition.BitSequence bitSequence, JsonNode written) {
        return new Value.Bits(BitVec.parse(written.asText().substring(2)));
    }

    private Value items(int elementTypeId, JsonNode written) {
        if (types.get(elementTypeId).definition() == Primitive.U8 && written.isTextual()) {
            return Value.of(bytes(written.asText()));
        }
        return new Value.Items(StreamSupport.stream(written.spliterator(), false)
                .map(item -> read(elementTypeId, item))
                .toList());
    }

    private static JsonNode member(JsonNode written, String name) {
        return written.has(name) ? written.path(name) : written.path(PolkadotJson.camelCase(name));
    }

    private static boolean isAddress(JsonNode written) {
        return written.isTextual() && !written.asText().startsWith("0x");
    }

    private static Value account(JsonNode written) {
        return Value.of(Ss58Address.parse(written.asText()).account().toBytes());
    }

    private static byte[] bytes(String text) {
        return text.startsWith("0x")
                ? HexFormat.of().parseHex(text, 2, text.length())
                : text.getBytes(StandardCharsets.UTF_8);
    }

    private static BigInteger integer(String text) {
        return text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
    }
}
