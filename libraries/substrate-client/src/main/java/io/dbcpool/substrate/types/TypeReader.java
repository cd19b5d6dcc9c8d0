package io.dbcpool.substrate.types;

import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.scale.ScaleReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a registry of a known count, so that every type number can be checked where it stands. */
final class TypeReader {

    /** Number, path, parameters, kind, its content, docs: at least a byte each. */
    static final int MIN_TYPE_BYTES = 6;

    private static final int KINDS = 8;

    private final ScaleReader in;
    private final int count;

    TypeReader(ScaleReader in, int count) {
        this.in = in;
        this.count = count;
    }

    List<Type> readTypes() {
        List<Type> types = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            types.add(readType(i));
        }
        return Collections.unmodifiableList(types);
    }

    static int readTypeId(ScaleReader in, int count) {
        int start = in.position();
        long id = in.readCompactU32();
        if (id >= count) {
            throw new ScaleException("byte %d names type %d, but there are only %d".formatted(start, id, count), start);
        }
        return (int) id;
    }

    private Type readType(int place) {
        int start = in.position();
        int id = readTypeId();
        // scale-info looks types up by place, so a registry out of order means other types to the node than to us.
        if (id != place) {
            throw new ScaleException("wanted type %d at byte %d, but found type %d".formatted(place, start, id), start);
        }
        return new Type(
                id,
                in.readVec(ScaleReader::readString),
                in.readVec(it -> new TypeParameter(it.readString(), it.readOption(some -> readTypeId()))),
                readDefinition(),
                in.readVec(ScaleReader::readString));
    }

    private TypeDefinition readDefinition() {
        return switch (in.readVariant(KINDS, "TypeDef")) {
            case 0 -> new TypeDefinition.Composite(readFields());
            case 1 -> new TypeDefinition.Variants(readVariants());
            case 2 -> new TypeDefinition.Sequence(readTypeId());
            case 3 -> new TypeDefinition.Array(in.readU32(), readTypeId());
            case 4 -> new TypeDefinition.Tuple(in.readVec(it -> readTypeId()));
            case 5 -> in.readEnum(Primitive.class);
            case 6 -> new TypeDefinition.Compact(readTypeId());
            default -> new TypeDefinition.BitSequence(readTypeId(), readTypeId());
        };
    }

    private List<Variant> readVariants() {
        int start = in.position();
        List<Variant> variants = in.readVec(it -> readVariant());
        requireDistinct(variants.stream().map(Variant::name).toList(), start);
        requireDistinct(variants.stream().map(Variant::index).toList(), start);
        return variants;
    }

    private Variant readVariant() {
        String name = in.readString();
        List<Field> fields = readFields();
        return new Variant(name, in.readU8(), fields, in.readVec(ScaleReader::readString));
    }

    private List<Field> readFields() {
        int start = in.position();
        List<Field> fields = in.readVec(it -> new Field(
                it.readOption(ScaleReader::readString),
                readTypeId(),
                it.readOption(ScaleReader::readString),
                it.readVec(ScaleReader::readString)));
        List<String> names =
                fields.stream().map(Field::name).flatMap(Optional::stream).toList();
        if (!names.isEmpty() && names.size() < fields.size()) {
            throw new ScaleException("of the fields at byte %d only some have a name".formatted(start), start);
        }
        requireDistinct(names, start);
        return fields;
    }

    private static void requireDistinct(List<?> keys, int start) {
        Set<Object> seen = new HashSet<>();
        for (Object key : keys) {
            if (!seen.add(key)) {
                throw new ScaleException("the list at byte %d has %s twice".formatted(start, key), start);
            }
        }
    }

    private int readTypeId() {
        return readTypeId(in, count);
    }
}
