package io.dbcpool.substrate.value;

import io.dbcpool.substrate.scale.ScaleReader;
import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.substrate.types.TypeRegistry;

/** Values of one runtime, there and back. Safe for use by several threads. */
public record ValueCodec(TypeRegistry types) {

    /**
     * Reads one value that takes all of the bytes.
     *
     * @throws io.dbcpool.substrate.scale.ScaleException if the bytes are not such a value
     * @throws java.util.NoSuchElementException if the runtime has no such type
     */
    public Value decode(int typeId, byte[] bytes) {
        return ScaleReader.readWhole(bytes, in -> read(typeId, in));
    }

    /** Reads the next value, and leaves the reader behind it. */
    public Value read(int typeId, ScaleReader in) {
        types.get(typeId);
        return new ValueReader(types, in.remaining()).read(typeId, in);
    }

    /**
     * Writes a value; it is never cut or guessed.
     *
     * @throws ValueException if the value is not of that type; its message says which part of it
     * @throws java.util.NoSuchElementException if the runtime has no such type
     */
    public byte[] encode(int typeId, Value value) {
        ScaleWriter out = new ScaleWriter();
        write(typeId, value, out);
        return out.toByteArray();
    }

    /** As {@link #encode}, behind what has been written before. */
    public void write(int typeId, Value value, ScaleWriter out) {
        types.get(typeId);
        new ValueWriter(types, out).write(typeId, value);
    }
}
