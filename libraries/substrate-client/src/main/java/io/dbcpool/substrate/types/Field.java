package io.dbcpool.substrate.types;

import java.util.List;
import java.util.Optional;

/**
 * A member of a composite or of a variant.
 *
 * @param name absent in tuple structs; within one type either all fields have a name or none
 * @param typeName as the runtime's author wrote it, {@code "BalanceOf<T>"}; for readers only
 */
public record Field(Optional<String> name, int typeId, Optional<String> typeName, List<String> docs) {}
