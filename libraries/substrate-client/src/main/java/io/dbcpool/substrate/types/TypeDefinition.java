package io.dbcpool.substrate.types;

import java.util.List;
import java.util.Optional;

/** What a type is made of. Other types are named by their number in the {@link TypeRegistry}. */
public sealed interface TypeDefinition
        permits Primitive,
                TypeDefinition.Composite,
                TypeDefinition.Variants,
                TypeDefinition.Sequence,
                TypeDefinition.Array,
                TypeDefinition.Tuple,
                TypeDefinition.Compact,
                TypeDefinition.BitSequence {

    /** An answer for every kind of type, so that the compiler asks for each. */
    interface Visitor<A, R> {

        /** A struct, with or without names for its fields. */
        R composite(Composite composite, A argument);

        /** An enum. */
        R variants(Variants variants, A argument);

        /** A {@code Vec}: its number of elements, compact, and they. */
        R sequence(Sequence sequence, A argument);

        /** {@code [T; n]}: elements without their number. */
        R array(Array array, A argument);

        /** Values of several types, one behind the other. */
        R tuple(Tuple tuple, A argument);

        /** An integer, {@code bool}, {@code char} or {@code str}. */
        R primitive(Primitive primitive, A argument);

        /** An integer in as few bytes as it needs. */
        R compact(Compact compact, A argument);

        /** Bits in words of a store, in an order. */
        R bitSequence(BitSequence bitSequence, A argument);
    }

    /** Calls the visitor's method for this kind of type, and gives back what that gives. */
    <A, R> R accept(Visitor<A, R> visitor, A argument);

    /** A struct, or a tuple struct. */
    record Composite(List<Field> fields) implements TypeDefinition {

        /** Whether it only gives another type a name: {@code AccountId32([u8; 32])}. It has no bytes of its own. */
        public boolean isNewtype() {
            return fields.size() == 1 && fields.get(0).name().isEmpty();
        }

        @Override
        public <A, R> R accept(Visitor<A, R> visitor, A argument) {
            return visitor.composite(this, argument);
        }
    }

    /** An enum: one byte says which variant, then come its fields. */
    record Variants(List<Variant> variants) implements TypeDefinition {

        /** By the index that goes over the wire; empty where the enum has none of it. */
        public Optional<Variant> find(int index) {
            // Nearly every enum is numbered from 0 without gaps.
            if (index >= 0 && index < variants.size() && variants.get(index).index() == index) {
                return Optional.of(variants.get(index));
            }
            return variants.stream().filter(variant -> variant.index() == index).findFirst();
        }

        /** By its name in Rust; empty where the enum has none of it. */
        public Optional<Variant> find(String name) {
            return variants.stream()
                    .filter(variant -> variant.name().equals(name))
                    .findFirst();
        }

        @Override
        public <A, R> R accept(Visitor<A, R> visitor, A argument) {
            return visitor.variants(this, argument);
        }
    }

    /** A list whose length stands before it. */
    record Sequence(int elementTypeId) implements TypeDefinition {
        @Override
        public <A, R> R accept(Visitor<A, R> visitor, A argument) {
            return visitor.sequence(this, argument);
        }
    }

    /** @param length 0 to 2^32 - 1 */
    record Array(long length, int elementTypeId) implements TypeDefinition {
        @Override
        public <A, R> R accept(Visitor<A, R> visitor, A argument) {
            return visitor.array(this, argument);
        }
    }

    /** Types one behind the other; none is the unit type. */
    record Tuple(List<Integer> typeIds) implements TypeDefinition {
        @Override
        public <A, R> R accept(Visitor<A, R> visitor, A argument) {
            return visitor.tuple(this, argument);
        }
    }

    /** An unsigned integer, or a struct of just one, in its compact form. */
    record Compact(int typeId) implements TypeDefinition {
        @Override
        public <A, R> R accept(Visitor<A, R> visitor, A argument) {
            return visitor.compact(this, argument);
        }
    }

    /** A row of bits; the types say the word they are kept in, and which bit of it is the first. */
    record BitSequence(int storeTypeId, int orderTypeId) implements TypeDefinition {
        @Override
        public <A, R> R accept(Visitor<A, R> visitor, A argument) {
            return visitor.bitSequence(this, argument);
        }
    }
}
