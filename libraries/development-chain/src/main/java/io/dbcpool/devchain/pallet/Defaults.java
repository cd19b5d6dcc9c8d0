package io.dbcpool.devchain.pallet;

import io.dbcpool.substrate.types.Field;
import io.dbcpool.substrate.types.Primitive;
import io.dbcpool.substrate.types.TypeDefinition;
import io.dbcpool.substrate.types.TypeRegistry;
import io.dbcpool.substrate.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rust's {@code Default} of a type: zeros, empty lists, and of an enum its first variant. */
final class Defaults implements TypeDefinition.Visitor<TypeRegistry, Value> {

    private static final Defaults VISITOR = new Defaults();

    private Defaults() {}

    static Value of(TypeRegistry types, int typeId) {
        return types.get(typeId).definition().accept(VISITOR, types);
    }

    @Override
    public Value composite(TypeDefinition.Composite composite, TypeRegistry types) {
        return composite.isNewtype()
                ? of(types, composite.fields().get(0).typeId())
                : new Value.Struct(fields(composite.fields(), types));
    }

    @Override
    public Value variants(TypeDefinition.Variants variants, TypeRegistry types) {
        var first = variants.variants().get(0);
        return new Value.Variant(first.name(), fields(first.fields(), types));
    }

    @Override
    public Value sequence(TypeDefinition.Sequence sequence, TypeRegistry types) {
        return types.get(sequence.elementTypeId()).definition() == Primitive.U8 ? Value.of(new byte[0]) : Value.items();
    }

    @Override
    public Value array(TypeDefinition.Array array, TypeRegistry types) {
        int length = (int) array.length();
        return types.get(array.elementTypeId()).definition() == Primitive.U8
                ? Value.of(new byte[length])
                : new Value.Items(Collections.nCopies(length, of(types, array.elementTypeId())));
    }

    @Override
    public Value tuple(TypeDefinition.Tuple tuple, TypeRegistry types) {
        return new Value.Items(tuple.typeIds().stream().map(id -> of(types, id)).toList());
    }

    @Override
    public Value primitive(Primitive primitive, TypeRegistry types) {
        return switch (primitive) {
            case BOOL -> Value.of(false);
            case STR -> Value.of("");
            case CHAR -> Value.of("\0");
            default -> Value.of(0);
        };
    }

    @Override
    public Value compact(TypeDefinition.Compact compact, TypeRegistry types) {
        return Value.of(0);
    }

    @Override
    public Value bitSequence(TypeDefinition.BitSequence bitSequence, TypeRegistry types) {
        throw new IllegalArgumentException("bits have no default here: no pallet stores any");
    }

    private static Map<String, Value> fields(List<Field> fields, TypeRegistry types) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (var field : fields) {
            values.put(field.name().orElse(Integer.toString(values.size())), of(types, field.typeId()));
        }
        return values;
    }
}
