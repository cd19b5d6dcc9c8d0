package io.dbcpool.substrate.types;

import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.scale.ScaleReader;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** All types of one runtime, by number. */
public final class TypeRegistry {

    private final List<Type> types;

    private TypeRegistry(List<Type> types) {
        this.types = types;
    }

    /**
     * Reads scale-info's {@code PortableRegistry}.
     *
     * @throws ScaleException also if a type is named that is not there, or two parts of a type have one name
     */
    public static TypeRegistry read(ScaleReader in) {
        int count = in.readCount(TypeReader.MIN_TYPE_BYTES);
        return new TypeRegistry(new TypeReader(in, count).readTypes());
    }

    /** How many types there are; their ids are 0 to this less 1. */
    public int size() {
        return types.size();
    }

    /** All types, in the order of their ids. */
    public List<Type> list() {
        return types;
    }

    /** @throws NoSuchElementException if there is no such type */
    public Type get(int id) {
        if (id < 0 || id >= types.size()) {
            throw new NoSuchElementException(
                    "wanted type %d, but the runtime has types 0 to %d".formatted(id, types.size() - 1));
        }
        return types.get(id);
    }

    /** The first type of that Rust path, {@code "sp_core::crypto::AccountId32"}. */
    public Optional<Type> find(String path) {
        return types.stream()
                .filter(type -> !type.path().isEmpty() && type.name().equals(path))
                .findFirst();
    }

    /** Reads the number of one of these types. */
    public int readTypeId(ScaleReader in) {
        return TypeReader.readTypeId(in, types.size());
    }
}
