package io.dbcpool.devchain.runtime;

import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Values with a part of them changed; the value itself stays. */
public final class Edit {

    private Edit() {}

    public static Value with(Value struct, String field, Value value) {
        struct.field(field);
        Map<String, Value> fields = new LinkedHashMap<>(struct.asFields());
        fields.put(field, value);
        return new Value.Struct(fields);
    }

    public static Value with(Value struct, String field, long value) {
        return with(struct, field, Value.of(value));
    }

    /** Adds to an integer; never under zero, as the pallets' saturating subtraction. */
    public static Value plus(Value struct, String field, BigInteger amount) {
        return with(
                struct,
                field,
                Value.of(struct.field(field).asInteger().add(amount).max(BigInteger.ZERO)));
    }

    public static Value plus(Value struct, String field, long amount) {
        return plus(struct, field, BigInteger.valueOf(amount));
    }

    /** A list with one more item, sorted and without doubles: {@code ItemList::add_item} of DBC's pallets. */
    public static Value added(Value list, Value item) {
        if (list.asItems().contains(item)) {
            return list;
        }
        List<Value> items = new ArrayList<>(list.asItems());
        items.add(item);
        items.sort(Edit::compare);
        return new Value.Items(items);
    }

    /** As {@link #added}, of many at once. */
    public static Value addedAll(Value list, Collection<Value> more) {
        Set<Value> items = new TreeSet<>(Edit::compare);
        items.addAll(list.asItems());
        items.addAll(more);
        return new Value.Items(List.copyOf(items));
    }

    public static Value removed(Value list, Value item) {
        return new Value.Items(
                list.asItems().stream().filter(one -> !one.equals(item)).toList());
    }

    public static Value addedTo(Value struct, String field, Value item) {
        return with(struct, field, added(struct.field(field), item));
    }

    public static Value removedFrom(Value struct, String field, Value item) {
        return with(struct, field, removed(struct.field(field), item));
    }

    public static boolean contains(Value list, Value item) {
        return list.asItems().contains(item);
    }

    public static Value struct(Map<String, Value> fields) {
        return new Value.Struct(fields);
    }

    private static int compare(Value one, Value other) {
        return one instanceof Value.Int
                ? one.asInteger().compareTo(other.asInteger())
                : Arrays.compareUnsigned(one.asBytes(), other.asBytes());
    }
}
