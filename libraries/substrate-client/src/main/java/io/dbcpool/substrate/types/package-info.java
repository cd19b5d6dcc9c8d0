/**
 * The types of one runtime, as it describes them itself (scale-info's portable registry). Start with
 * {@link io.dbcpool.substrate.types.TypeRegistry}; {@link io.dbcpool.substrate.types.TypeDefinition} lists what a type
 * can be.
 *
 * <p>Types name each other by number. Every number is checked while it is read, so that one which leads nowhere is
 * refused with its position and is never met later.
 */
@NullMarked
package io.dbcpool.substrate.types;

import org.jspecify.annotations.NullMarked;
