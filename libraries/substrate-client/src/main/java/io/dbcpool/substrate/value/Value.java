package io.dbcpool.substrate.value;

import io.dbcpool.substrate.scale.BitVec;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value as the runtime's types see it. A struct that only gives another type a name reads as what it holds:
 * {@code AccountId32} is {@link Bytes}.
 *
 * <p>The {@code as…} methods throw {@link ValueException} if the value is of another kind.
 */
public sealed interface Value {

    /** An integer of any width, compact or not. */
    record Int(BigInteger value) implements Value {}

    /** A {@code bool}. */
    record Bool(boolean bool) implements Value {}

    /** A {@code str}, or a {@code char}, which has one code point. */
    record Text(String text) implements Value {}

    /** A {@code BitVec}, whatever its store and order. */
    record Bits(BitVec bits) implements Value {}

    /** A list, array or tuple of anything but bytes. */
    record Items(List<Value> items) implements Value {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A struct's fields in their order; fields without names are called {@code "0"}, {@code "1"} and so on. */
    record Struct(Map<String, Value> fields) implements Value {
        public Struct {
            fields = ordered(fields);
        }
    }

    /** What an enum holds; its fields are called as a struct's are. */
    record Variant(String name, Map<String, Value> fields) implements Value {
        public Variant {
            fields = ordered(fields);
        }
    }

    /** {@code Vec<u8>} or {@code [u8; n]}. */
    final class Bytes implements Value {

        private final byte[] bytes;

        private Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        /** A copy. */
        public byte[] toArray() {
            return bytes.clone();
        }

        /** How many bytes it has. */
        public int size() {
            return bytes.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        /** {@code 0x} and hex digits. */
        @Override
        public String toString() {
            return "0x" + HexFormat.of().formatHex(bytes);
        }
    }

    /** An integer; whether it fits its type is seen when it is encoded. */
    static Value of(long number) {
        return new Int(BigInteger.valueOf(number));
    }

    /** An integer; whether it fits its type is seen when it is encoded. */
    static Value of(BigInteger number) {
        return new Int(number);
    }

    /** A {@code bool}. */
    static Value of(boolean bool) {
        return new Bool(bool);
    }

    /** A {@code str} or {@code char}. */
    static Value of(String text) {
        return new Text(text);
    }

    /** Bytes, copied. */
    static Value of(byte[] bytes) {
        return new Bytes(bytes.clone());
    }

    /** A list, an array or a tuple. */
    static Value items(Value... items) {
        return new Items(List.of(items));
    }

    /** A variant whose fields have no names. */
    static Value variant(String name, Value... fields) {
        Map<String, Value> named = new LinkedHashMap<>();
        for (Value field : fields) {
            named.put(Integer.toString(named.size()), field);
        }
        return new Variant(name, named);
    }

    /** An {@code Option} with something in it. */
    static Value some(Value value) {
        return variant("Some", value);
    }

    /** An {@code Option} with nothing in it. */
    static Value none() {
        return variant("None");
    }

    /** @throws ValueException if it is no integer */
    default BigInteger asInteger() {
        if (this instanceof Int integer) {
            return integer.value();
        }
        throw wanted("an integer");
    }

    /** @throws ValueException also if it is over what a {@code long} holds */
    default long asLong() {
        BigInteger number = asInteger();
        if (number.bitLength() >= Long.SIZE) {
            throw new ValueException("wanted at most 63 bits, but found " + number);
        }
        return number.longValue();
    }

    /** @throws ValueException if it is no {@code bool} */
    default boolean asBool() {
        if (this instanceof Bool bool) {
            return bool.bool();
        }
        throw wanted("true or false");
    }

    /** @throws ValueException if it is no text */
    default String asText() {
        if (this instanceof Text text) {
            return text.text();
        }
        throw wanted("text");
    }

    /** A copy. */
    default byte[] asBytes() {
        if (this instanceof Bytes bytes) {
            return bytes.toArray();
        }
        throw wanted("bytes");
    }

    /** @throws ValueException if it is no {@code BitVec} */
    default BitVec asBits() {
        if (this instanceof Bits bits) {
            return bits.bits();
        }
        throw wanted("bits");
    }

    /** @throws ValueException if it is no list, array or tuple */
    default List<Value> asItems() {
        if (this instanceof Items items) {
            return items.items();
        }
        throw wanted("a list");
    }

    /** @throws ValueException if it is of no enum */
    default Variant asVariant() {
        if (this instanceof Variant variant) {
            return variant;
        }
        throw wanted("a variant");
    }

    /** What an {@code Option} holds. */
    default Optional<Value> asOption() {
        Variant variant = asVariant();
        return switch (variant.name()) {
            case "None" -> Optional.empty();
            case "Some" -> Optional.of(variant.field("0"));
            default -> throw wanted("None or Some");
        };
    }

    /** A struct's or variant's fields. */
    default Map<String, Value> asFields() {
        if (this instanceof Struct struct) {
            return struct.fields();
        }
        if (this instanceof Variant variant) {
            return variant.fields();
        }
        throw wanted("fields");
    }

    /** @throws ValueException also if there is no such field; its message names those that are there */
    default Value field(String name) {
        Value field = asFields().get(name);
        if (field == null) {
            throw new ValueException("wanted field %s, but there are only %s"
                    .formatted(name, asFields().keySet()));
        }
        return field;
    }

    private ValueException wanted(String kind) {
        return new ValueException(
                "wanted %s, but found %s".formatted(kind, getClass().getSimpleName()));
    }

    private static Map<String, Value> ordered(Map<String, Value> fields) {
        return fields.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
