/**
 * What a runtime says of itself: its pallets with their storage, calls, chain events, errors and constants, and how its
 * extrinsics are made. Start with {@link io.dbcpool.substrate.metadata.Metadata}; {@code MetadataTest} shows each part.
 *
 * <p>Version 14 only, as frame-metadata's v14.rs has it. Another version is refused by its number: a guess at a layout
 * would sign what nobody meant.
 */
@NullMarked
package io.dbcpool.substrate.metadata;

import org.jspecify.annotations.NullMarked;
