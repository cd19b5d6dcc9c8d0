/**
 * SCALE, the encoding in which a Substrate chain keeps and sends everything. Start with
 * {@link io.dbcpool.substrate.scale.ScaleReader}. The bytes do not say what they are: whoever reads must know the type.
 *
 * <p>Promised: any bytes at all give a value or a {@link io.dbcpool.substrate.scale.ScaleException} with the byte's
 * position; what has been read is written back as the very same bytes; memory is taken only for what the input really
 * holds. Source: the SCALE section of the Substrate documentation, and parity-scale-codec where that is silent.
 */
@NullMarked
package io.dbcpool.substrate.scale;

import org.jspecify.annotations.NullMarked;
