package io.dbcpool.substrate.types;

/** The types that are not made of others; in the order of scale-info's {@code TypeDefPrimitive}. */
public enum Primitive implements TypeDefinition {
    BOOL,
    CHAR,
    STR,
    U8,
    U16,
    U32,
    U64,
    U128,
    U256,
    I8,
    I16,
    I32,
    I64,
    I128,
    I256;

    /** How many bits an integer has; 0 for what is no integer. */
    public int bits() {
        return switch (this) {
            case BOOL, CHAR, STR -> 0;
            case U8, I8 -> 8;
            case U16, I16 -> 16;
            case U32, I32 -> 32;
            case U64, I64 -> 64;
            case U128, I128 -> 128;
            case U256, I256 -> 256;
        };
    }

    /** Whether it is one of {@code i8} to {@code i256}. */
    public boolean isSigned() {
        return compareTo(I8) >= 0;
    }

    @Override
    public <A, R> R accept(Visitor<A, R> visitor, A argument) {
        return visitor.primitive(this, argument);
    }
}
