package io.dbcpool.substrate.value;

import io.dbcpool.substrate.scale.ScaleReader;
import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.substrate.types.Field;
import io.dbcpool.substrate.types.Primitive;
import io.dbcpool.substrate.types.TypeDefinition;
import io.dbcpool.substrate.types.TypeRegistry;
import io.dbcpool.substrate.types.Variant;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes one value by its type, and knows where in it it is, for whoever made the value. */
final class ValueWriter implements TypeDefinition.Visitor<Value, ScaleWriter> {

    private final TypeRegistry types;
    private final ScaleWriter out;
    private final Deque<String> path = new ArrayDeque<>();
    private int depth;

    ValueWriter(TypeRegistry types, ScaleWriter out) {
        this.types = types;
        this.out = out;
    }

    ScaleWriter write(int typeId, Value value) {
        if (depth == ScaleReader.DEFAULT_MAX_DEPTH) {
            throw refusal("lies deeper than " + depth);
        }
        depth++;
        types.get(typeId).definition().accept(this, value);
        depth--;
        return out;
    }

    @Override
    public ScaleWriter composite(TypeDefinition.Composite composite, Value value) {
        if (composite.isNewtype()) {
            return write(composite.fields().get(0).typeId(), value);
        }
        return value instanceof Value.Struct struct
                ? writeFields(composite.fields(), struct.fields())
                : refuse("a struct", value);
    }

    @Override
    public ScaleWriter variants(TypeDefinition.Variants variants, Value value) {
        if (!(value instanceof Value.Variant chosen)) {
            return refuse("a variant", value);
        }
        Variant variant = variants.find(chosen.name()).orElseThrow(() -> refusal("has no variant " + chosen.name()));
        out.writeVariant(variant.index());
        return writeFields(variant.fields(), chosen.fields());
    }

    @Override
    public ScaleWriter sequence(TypeDefinition.Sequence sequence, Value value) {
        if (isByte(sequence.elementTypeId())) {
            return value instanceof Value.Bytes bytes ? out.writeBytes(bytes.toArray()) : refuse("bytes", value);
        }
        if (!(value instanceof Value.Items list)) {
            return refuse("a list", value);
        }
        out.writeCompact(list.items().size());
        return writeItems(sequence.elementTypeId(), list.items());
    }

    @Override
    public ScaleWriter array(TypeDefinition.Array array, Value value) {
        if (isByte(array.elementTypeId())) {
            return value instanceof Value.Bytes bytes && bytes.size() == array.length()
                    ? out.writeFixedBytes(bytes.toArray())
                    : refuse(array.length() + " bytes", value);
        }
        return value instanceof Value.Items list && list.items().size() == array.length()
                ? writeItems(array.elementTypeId(), list.items())
                : refuse("a list of " + array.length(), value);
    }

    @Override
    public ScaleWriter tuple(TypeDefinition.Tuple tuple, Value value) {
        if (!(value instanceof Value.Items list)
                || list.items().size() != tuple.typeIds().size()) {
            return refuse("a list of " + tuple.typeIds().size(), value);
        }
        for (int i = 0; i < tuple.typeIds().size(); i++) {
            writePart(Integer.toString(i), tuple.typeIds().get(i), list.items().get(i));
        }
        return out;
    }

    @Override
    public ScaleWriter primitive(Primitive primitive, Value value) {
        return switch (primitive) {
            case BOOL -> value instanceof Value.Bool bool ? out.writeBool(bool.bool()) : refuse("bool", value);
            case STR -> writeText(value);
            case CHAR -> writeChar(value);
            default -> writeInteger(primitive, value);
        };
    }

    @Override
    public ScaleWriter compact(TypeDefinition.Compact compact, Value value) {
        int bits = CompactWidth.find(types, compact.typeId()).orElseThrow(() -> refusal("cannot be compact"));
        if (bits == CompactWidth.UNIT) {
            return value.equals(Value.items()) ? out : refuse("nothing", value);
        }
        return value instanceof Value.Int integer && fits(integer.value(), bits, false)
                ? out.writeCompact(integer.value())
                : refuse("a compact u" + bits, value);
    }

    @Override
    public ScaleWriter bitSequence(TypeDefinition.BitSequence bitSequence, Value value) {
        BitLayout layout =
                BitLayout.find(types, bitSequence).orElseThrow(() -> refusal("is in no known order of bits"));
        return value instanceof Value.Bits bits
                ? out.writeBitVec(bits.bits(), layout.store(), layout.order())
                : refuse("bits", value);
    }

    private ScaleWriter writeFields(List<Field> fields, Map<String, Value> values) {
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).name().orElse(Integer.toString(i));
            Value value = values.get(name);
            if (value == null) {
                throw refusal("wants field " + name + ", but there are only " + values.keySet());
            }
            writePart(name, fields.get(i).typeId(), value);
        }
        if (values.size() != fields.size()) {
            throw refusal("wants %d fields, but found %s".formatted(fields.size(), values.keySet()));
        }
        return out;
    }

    private ScaleWriter writeItems(int typeId, List<Value> items) {
        for (int i = 0; i < items.size(); i++) {
            writePart(Integer.toString(i), typeId, items.get(i));
        }
        return out;
    }

    private void writePart(String name, int typeId, Value value) {
        path.addLast(name);
        write(typeId, value);
        path.removeLast();
    }

    private ScaleWriter writeText(Value value) {
        if (!(value instanceof Value.Text text)) {
            return refuse("text", value);
        }
        try {
            return out.writeString(text.text());
        } catch (IllegalArgumentException notText) {
            throw refusal(String.valueOf(notText.getMessage()));
        }
    }

    private ScaleWriter writeChar(Value value) {
        int[] codePoints =
                value instanceof Value.Text text ? text.text().codePoints().toArray() : new int[0];
        return codePoints.length == 1 && Character.getType(codePoints[0]) != Character.SURROGATE
                ? out.writeU32(codePoints[0])
                : refuse("one character", value);
    }

    private ScaleWriter writeInteger(Primitive primitive, Value value) {
        if (!(value instanceof Value.Int integer) || !fits(integer.value(), primitive.bits(), primitive.isSigned())) {
            return refuse(primitive.name().toLowerCase(Locale.ROOT), value);
        }
        return primitive.isSigned()
                ? out.writeSigned(integer.value(), primitive.bits() / 8)
                : out.writeUnsigned(integer.value(), primitive.bits() / 8);
    }

    private static boolean fits(BigInteger number, int bits, boolean signed) {
        return signed ? number.bitLength() < bits : number.signum() >= 0 && number.bitLength() <= bits;
    }

    private boolean isByte(int typeId) {
        return types.get(typeId).definition() == Primitive.U8;
    }

    private ScaleWriter refuse(String wanted, Value found) {
        String what = found instanceof Value.Int integer
                ? integer.value().toString()
                : found.getClass().getSimpleName();
        throw refusal("wants %s, but found %s".formatted(wanted, what));
    }

    private ValueException refusal(String problem) {
        return new ValueException((path.isEmpty() ? "the value" : String.join(".", path)) + " " + problem);
    }
}
