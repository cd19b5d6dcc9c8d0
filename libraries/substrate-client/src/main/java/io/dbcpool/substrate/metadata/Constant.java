package io.dbcpool.substrate.metadata;

import io.dbcpool.substrate.value.Value;
import io.dbcpool.substrate.value.ValueCodec;
import java.util.List;

/** A value that is fixed in the runtime's code. */
public final class Constant {

    private final ValueCodec values;
    private final String name;
    private final int typeId;
    private final byte[] encoded;
    private final List<String> docs;

    Constant(ValueCodec values, String name, int typeId, byte[] encoded, List<String> docs) {
        this.values = values;
        this.name = name;
        this.typeId = typeId;
        this.encoded = encoded;
        this.docs = docs;
    }

    /** Its name in the pallet, such as {@code ExistentialDeposit}. */
    public String name() {
        return name;
    }

    /** Of its value, in the registry of its metadata. */
    public int typeId() {
        return typeId;
    }

    /** The runtime's own words about it, a line each; none where they were left out. */
    public List<String> docs() {
        return docs;
    }

    /** Its value in SCALE, a copy. */
    public byte[] encoded() {
        return encoded.clone();
    }

    /**
     * The constant itself.
     *
     * @throws io.dbcpool.substrate.scale.ScaleException if its bytes are not of its type; with the position in them
     */
    public Value value() {
        return values.decode(typeId, encoded);
    }

    @Override
    public String toString() {
        return name;
    }
}
