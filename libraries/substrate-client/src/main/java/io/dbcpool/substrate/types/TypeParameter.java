package io.dbcpool.substrate.types;

import java.util.Optional;

/** What a generic type was made with; without a type where the runtime left it out. */
public record TypeParameter(String name, Optional<Integer> typeId) {}
