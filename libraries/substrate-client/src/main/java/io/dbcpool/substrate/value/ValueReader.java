package io.dbcpool.substrate.value;

import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.scale.ScaleReader;
import io.dbcpool.substrate.types.Field;
import io.dbcpool.substrate.types.Primitive;
import io.dbcpool.substrate.types.TypeDefinition;
import io.dbcpool.substrate.types.TypeRegistry;
import io.dbcpool.substrate.types.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one value by its type.
 *
 * <p>Types come from outside too: one that holds itself twice and has no bytes would go on for 2^64 values. So the
 * parts of a value are counted against the bytes that are there.
 */
final class ValueReader implements TypeDefinition.Visitor<ScaleReader, Value> {

    /** Room for structs in structs around each single byte. */
    static final int PARTS_PER_BYTE = 8;

    /** For values without bytes. */
    static final int FREE_PARTS = 1_024;

    private static final int FIRST_ROOM = 64;

    private final TypeRegistry types;
    private long partsLeft;

    ValueReader(TypeRegistry types, int bytes) {
        this.types = types;
        this.partsLeft = FREE_PARTS + (long) PARTS_PER_BYTE * bytes;
    }

    Value read(int typeId, ScaleReader in) {
        TypeDefinition definition = types.get(typeId).definition();
        return in.readNested(it -> definition.accept(this, it));
    }

    @Override
    public Value composite(TypeDefinition.Composite composite, ScaleReader in) {
        if (composite.isNewtype()) {
            return read(composite.fields().get(0).typeId(), in);
        }
        takeParts(1, in.position());
        return new Value.Struct(readFields(composite.fields(), in));
    }

    @Override
    public Value variants(TypeDefinition.Variants variants, ScaleReader in) {
        int start = in.position();
        takeParts(1, start);
        int index = in.readU8();
        Variant variant = variants.find(index)
                .orElseThrow(
                        () -> new ScaleException("byte %d is %d, which is no variant".formatted(start, index), start));
        return new Value.Variant(variant.name(), readFields(variant.fields(), in));
    }

    @Override
    public Value sequence(TypeDefinition.Sequence sequence, ScaleReader in) {
        if (isByte(sequence.elementTypeId())) {
            takeParts(1, in.position());
            return Value.of(in.readBytes());
        }
        int start = in.position();
        return readItems(in.readCompactU32(), sequence.elementTypeId(), in, start);
    }

    @Override
    public Value array(TypeDefinition.Array array, ScaleReader in) {
        int start = in.position();
        if (isByte(array.elementTypeId())) {
            takeParts(1, start);
            return Value.of(in.readFixedBytes((int) array.length()));
        }
        return readItems(array.length(), array.elementTypeId(), in, start);
    }

    @Override
    public Value tuple(TypeDefinition.Tuple tuple, ScaleReader in) {
        takeParts(1, in.position());
        List<Value> items = new ArrayList<>(tuple.typeIds().size());
        for (int typeId : tuple.typeIds()) {
            items.add(read(typeId, in));
        }
        return new Value.Items(items);
    }

    @Override
    public Value primitive(Primitive primitive, ScaleReader in) {
        takeParts(1, in.position());
        return switch (primitive) {
            case BOOL -> Value.of(in.readBool());
            case CHAR -> readChar(in);
            case STR -> Value.of(in.readString());
            case U8, U16, U32 -> Value.of(readSmall(primitive, in));
            case U64, U128, U256 -> Value.of(in.readUnsigned(primitive.bits() / 8));
            case I8, I16, I32, I64, I128, I256 -> Value.of(in.readSigned(primitive.bits() / 8));
        };
    }

    @Override
    public Value compact(TypeDefinition.Compact compact, ScaleReader in) {
        int start = in.position();
        takeParts(1, start);
        int bits = CompactWidth.find(types, compact.typeId())
                .orElseThrow(() -> new ScaleException(
                        "%s at byte %d cannot be compact"
                                .formatted(types.get(compact.typeId()).name(), start),
                        start));
        return bits == CompactWidth.UNIT ? Value.items() : Value.of(in.readCompact(bits));
    }

    @Override
    public Value bitSequence(TypeDefinition.BitSequence bitSequence, ScaleReader in) {
        int start = in.position();
        takeParts(1, start);
        BitLayout layout = BitLayout.find(types, bitSequence)
                .orElseThrow(() -> new ScaleException("bits at byte %d are in no known order".formatted(start), start));
        return new Value.Bits(in.readBitVec(layout.store(), layout.order()));
    }

    private Map<String, Value> readFields(List<Field> fields, ScaleReader in) {
        if (fields.isEmpty()) {
            return Map.of();
        }
        Map<String, Value> values = new LinkedHashMap<>();
        for (Field field : fields) {
            values.put(field.name().orElse(Integer.toString(values.size())), read(field.typeId(), in));
        }
        return values;
    }

    private Value readItems(long count, int typeId, ScaleReader in, int start) {
        if (count >= partsLeft) {
            throw new ScaleException(
                    "wanted %d elements at byte %d, but %d bytes are left".formatted(count, start, in.remaining()),
                    start);
        }
        takeParts(1, start);
        List<Value> items = new ArrayList<>(Math.min((int) count, FIRST_ROOM));
        for (int i = 0; i < count; i++) {
            items.add(read(typeId, in));
        }
        return new Value.Items(items);
    }

    private static long readSmall(Primitive primitive, ScaleReader in) {
        return switch (primitive) {
            case U8 -> in.readU8();
            case U16 -> in.readU16();
            default -> in.readU32();
        };
    }

    private static Value readChar(ScaleReader in) {
        int start = in.position();
        long codePoint = in.readU32();
        if (codePoint > Character.MAX_CODE_POINT || (codePoint >= 0xd800 && codePoint <= 0xdfff)) {
            throw new ScaleException("%d at byte %d is no character".formatted(codePoint, start), start);
        }
        return Value.of(Character.toString((int) codePoint));
    }

    private boolean isByte(int typeId) {
        return types.get(typeId).definition() == Primitive.U8;
    }

    private void takeParts(int count, int position) {
        partsLeft -= count;
        if (partsLeft < 0) {
            throw new ScaleException(
                    "value at byte %d has more parts than its bytes can account for".formatted(position), position);
        }
    }
}
