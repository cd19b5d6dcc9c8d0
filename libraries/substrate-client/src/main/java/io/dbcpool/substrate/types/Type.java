package io.dbcpool.substrate.types;

import java.util.List;

/** A type of the runtime. Its {@code path} is empty for what needs no name: tuples, lists, primitives. */
public record Type(
        int id, List<String> path, List<TypeParameter> parameters, TypeDefinition definition, List<String> docs) {

    /** The Rust path, {@code sp_core::crypto::AccountId32}, or {@code type 12}. */
    public String name() {
        return path.isEmpty() ? "type " + id : String.join("::", path);
    }
}
