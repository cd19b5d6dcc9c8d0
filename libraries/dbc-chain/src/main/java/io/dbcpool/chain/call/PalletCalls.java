package io.dbcpool.chain.call;

import io.dbcpool.chain.shape.RuntimeShapeException;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.types.Field;
import io.dbcpool.substrate.types.TypeDefinition;
import io.dbcpool.substrate.types.Variant;
import io.dbcpool.substrate.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls of one pallet. Arguments are given in their order: their names were changed between spec versions, their
 * order was not.
 */
final class PalletCalls {

    private final Metadata metadata;
    private final String pallet;

    PalletCalls(Metadata metadata, String pallet) {
        this.metadata = metadata;
        this.pallet = pallet;
    }

    boolean has(String name) {
        return metadata.findPallet(pallet)
                .flatMap(found -> found.calls().find(name))
                .isPresent();
    }

    /** @throws RuntimeShapeException if this runtime has no such call, or with other arguments */
    Call call(String name, Value... arguments) {
        List<Field> fields = variant(name).fields();
        if (fields.size() != arguments.length) {
            throw new RuntimeShapeException("this runtime's %s.%s wants %d arguments, but this release knows %d"
                    .formatted(pallet, name, fields.size(), arguments.length));
        }
        Call call = Call.of(pallet, name);
        for (int i = 0; i < arguments.length; i++) {
            call = call.with(fields.get(i).name().orElse(Integer.toString(i)), fitting(fields.get(i), arguments[i]));
        }
        return call;
    }

    /** A struct without the fields that this runtime has no room for. */
    private Value fitting(Field field, Value argument) {
        if (!(argument instanceof Value.Struct struct
                && metadata.types().get(field.typeId()).definition() instanceof TypeDefinition.Composite wanted)) {
            return argument;
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Field part : wanted.fields()) {
            part.name().filter(struct.fields()::containsKey).ifPresent(name -> fields.put(name, struct.field(name)));
        }
        return new Value.Struct(fields);
    }

    private Variant variant(String name) {
        return metadata.findPallet(pallet)
                .flatMap(found -> found.calls().find(name))
                .orElseThrow(() -> new RuntimeShapeException("this runtime has no call %s.%s".formatted(pallet, name)));
    }
}
