package io.dbcpool.substrate.extrinsic;

import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.Pallet;
import io.dbcpool.substrate.types.Field;
import io.dbcpool.substrate.types.Primitive;
import io.dbcpool.substrate.types.TypeDefinition;
import io.dbcpool.substrate.types.Variant;
import io.dbcpool.substrate.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Walks through calls by their types, so that a call is found wherever a runtime's pallets keep one. */
final class CallWalk {

    private final Metadata metadata;
    private final int callTypeId;
    private final List<FoundCall> found = new ArrayList<>();

    CallWalk(Metadata metadata) {
        this.metadata = metadata;
        this.callTypeId = ExtrinsicTypes.of(metadata).callTypeId();
    }

    List<FoundCall> found() {
        return List.copyOf(found);
    }

    void visit(int extrinsicIndex, Extrinsic extrinsic) {
        Optional<AccountId> signer = extrinsic.authorship().flatMap(Authorship::account);
        visit(new FoundCall(extrinsicIndex, extrinsic.call(), List.of(), signer));
    }

    private void visit(FoundCall here) {
        found.add(here);
        Call call = here.call();
        Optional<Variant> variant =
                metadata.findPallet(call.pallet()).map(Pallet::calls).flatMap(calls -> calls.find(call.name()));
        if (variant.isEmpty()) {
            return;
        }
        List<Call> wrappers = new ArrayList<>(here.wrappers());
        wrappers.add(call);
        Optional<AccountId> origin = WrappedOrigin.of(call, here.origin());
        new Inside(value -> visit(new FoundCall(here.extrinsicIndex(), Call.of(value), wrappers, origin)))
                .visitFields(variant.get().fields(), call.arguments());
    }

    /** Looks for calls in a value that is none itself. */
    private final class Inside implements TypeDefinition.Visitor<Value, Boolean> {

        private final Consumer<Value> onCall;

        Inside(Consumer<Value> onCall) {
            this.onCall = onCall;
        }

        boolean visitFields(List<Field> fields, Map<String, Value> values) {
            for (int i = 0; i < fields.size(); i++) {
                Value value = values.get(fields.get(i).name().orElse(Integer.toString(i)));
                if (value != null) {
                    visit(fields.get(i).typeId(), value);
                }
            }
            return true;
        }

        private boolean visit(int typeId, Value value) {
            if (typeId == callTypeId) {
                onCall.accept(value);
                return true;
            }
            return metadata.types().get(typeId).definition().accept(this, value);
        }

        private boolean visitItems(int typeId, Value value) {
            if (value instanceof Value.Items list) {
                list.items().forEach(item -> visit(typeId, item));
            }
            return true;
        }

        @Override
        public Boolean composite(TypeDefinition.Composite composite, Value value) {
            return composite.isNewtype()
                    ? visit(composite.fields().get(0).typeId(), value)
                    : visitFields(composite.fields(), value.asFields());
        }

        @Override
        public Boolean variants(TypeDefinition.Variants variants, Value value) {
            return variants.find(value.asVariant().name())
                    .map(variant -> visitFields(variant.fields(), value.asFields()))
                    .orElse(false);
        }

        @Override
        public Boolean sequence(TypeDefinition.Sequence sequence, Value value) {
            return visitItems(sequence.elementTypeId(), value);
        }

        @Override
        public Boolean array(TypeDefinition.Array array, Value value) {
            return visitItems(array.elementTypeId(), value);
        }

        @Override
        public Boolean tuple(TypeDefinition.Tuple tuple, Value value) {
            for (int i = 0; i < tuple.typeIds().size(); i++) {
                visit(tuple.typeIds().get(i), value.asItems().get(i));
            }
            return true;
        }

        @Override
        public Boolean primitive(Primitive primitive, Value value) {
            return false;
        }

        @Override
        public Boolean compact(TypeDefinition.Compact compact, Value value) {
            return false;
        }

        @Override
        public Boolean bitSequence(TypeDefinition.BitSequence bitSequence, Value value) {
            return false;
        }
    }
}
