package io.dbcpool.substrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.metadata.EventRecord;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.Phase;
import io.dbcpool.substrate.types.Field;
import io.dbcpool.substrate.types.Primitive;
import io.dbcpool.substrate.types.Type;
import io.dbcpool.substrate.types.TypeDefinition;
import io.dbcpool.substrate.types.TypeRegistry;
import io.dbcpool.substrate.types.Variant;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Values as polkadot-js writes them ({@code toJSON}), so that its answers can be compared with ours. */
record PolkadotJson(TypeRegistry types, int ss58Prefix) implements TypeDefinition.Visitor<Value, JsonNode> {

    private static final JsonNodeFactory JSON = new ObjectMapper().getNodeFactory();

    /** Wider numbers are hex ({@code MAX_NUMBER_BITS}). */
    private static final int NUMBER_BITS = 52;

    static String camelCase(String name) {
        String joined = Pattern.compile("_(.)")
                .matcher(name)
                .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
        return joined.substring(0, 1).toLowerCase(Locale.ROOT) + joined.substring(1);
    }

    JsonNode render(int typeId, Value value) {
        Type type = types.get(typeId);
        if (type.name().endsWith("::AccountId32")) {
            return JSON.textNode(AccountId.of(value.asBytes()).toSs58(ss58Prefix));
        }
        if (type.name().equals("Option")) {
            return value.asOption()
                    .map(some -> render(type.parameters().get(0).typeId().orElseThrow(), some))
                    .orElse(JSON.nullNode());
        }
        return type.definition().accept(this, value);
    }

    JsonNode render(Metadata metadata, EventRecord event) {
        Variant variant =
                metadata.getPallet(event.pallet()).events().find(event.name()).orElseThrow();
        ObjectNode rendered = JSON.objectNode();
        rendered.put(
                "phase",
                event.phase() instanceof Phase.ApplyExtrinsic extrinsic
                        ? "{\"applyExtrinsic\":%d}".formatted(extrinsic.index())
                        : event.phase().getClass().getSimpleName());
        rendered.put("event", camelCase(event.pallet()) + "." + event.name());
        ArrayNode data = rendered.putArray("data");
        fields(variant.fields(), event.fields()).forEach(data::add);
        return rendered;
    }

    @Override
    public JsonNode composite(TypeDefinition.Composite composite, Value value) {
        if (composite.isNewtype()) {
            return render(composite.fields().get(0).typeId(), value);
        }
        return object(composite.fields(), value.asFields());
    }

    @Override
    public JsonNode variants(TypeDefinition.Variants variants, Value value) {
        String name = value.asVariant().name();
        if (variants.variants().stream().allMatch(variant -> variant.fields().isEmpty())) {
            return JSON.textNode(name);
        }
        List<Field> fields = variants.find(name).orElseThrow().fields();
        ObjectNode rendered = JSON.objectNode();
        if (fields.isEmpty()) {
            return rendered.set(camelCase(name), JSON.nullNode());
        }
        if (fields.get(0).name().isPresent()) {
            return rendered.set(camelCase(name), object(fields, value.asFields()));
        }
        List<JsonNode> inner = fields(fields, value.asFields());
        return rendered.set(
                camelCase(name),
                inner.size() == 1 ? inner.get(0) : JSON.arrayNode().addAll(inner));
    }

    @Override
    public JsonNode sequence(TypeDefinition.Sequence sequence, Value value) {
        return items(sequence.elementTypeId(), value);
    }

    @Override
    public JsonNode array(TypeDefinition.Array array, Value value) {
        return items(array.elementTypeId(), value);
    }

    @Override
    public JsonNode tuple(TypeDefinition.Tuple tuple, Value value) {
        if (tuple.typeIds().isEmpty()) {
            return JSON.nullNode();
        }
        ArrayNode rendered = JSON.arrayNode();
        for (int i = 0; i < tuple.typeIds().size(); i++) {
            rendered.add(render(tuple.typeIds().get(i), value.asItems().get(i)));
        }
        return rendered;
    }

    @Override
    public JsonNode primitive(Primitive primitive, Value value) {
        return switch (primitive) {
            case BOOL -> JSON.booleanNode(value.asBool());
            case STR, CHAR -> JSON.textNode(value.asText());
            default -> integer(value.asInteger(), primitive.bits());
        };
    }

    @Override
    public JsonNode compact(TypeDefinition.Compact compact, Value value) {
        return render(compact.typeId(), value);
    }

    @Override
    public JsonNode bitSequence(TypeDefinition.BitSequence bitSequence, Value value) {
        return JSON.textNode("0b" + value.asBits());
    }

    private JsonNode items(int elementTypeId, Value value) {
        if (value instanceof Value.Bytes bytes) {
            return JSON.textNode(bytes.toString());
        }
        ArrayNode rendered = JSON.arrayNode();
        value.asItems().forEach(item -> rendered.add(render(elementTypeId, item)));
        return rendered;
    }

    private JsonNode object(List<Field> fields, Map<String, Value> values) {
        ObjectNode rendered = JSON.objectNode();
        List<JsonNode> inner = fields(fields, values);
        for (int i = 0; i < inner.size(); i++) {
            rendered.set(camelCase(fields.get(i).name().orElse(Integer.toString(i))), inner.get(i));
        }
        return rendered;
    }

    private List<JsonNode> fields(List<Field> fields, Map<String, Value> values) {
        List<Value> inOrder = List.copyOf(values.values());
        return IntStream.range(0, fields.size())
                .mapToObj(i -> render(fields.get(i).typeId(), inOrder.get(i)))
                .toList();
    }

    private static JsonNode integer(BigInteger value, int bits) {
        if (value.bitLength() <= NUMBER_BITS) {
            return JSON.numberNode(value.longValueExact());
        }
        String digits = value.toString(16);
        return JSON.textNode("0x" + "0".repeat(bits / 4 - digits.length()) + digits);
    }
}
