package io.dbcpool.substrate.types;

import java.util.List;

/**
 * One choice of an enum: also a call, a chain event or an error of a pallet.
 *
 * @param index 0 to 255, the byte that stands for it; not its place in the list
 */
public record Variant(String name, int index, List<Field> fields, List<String> docs) {}
