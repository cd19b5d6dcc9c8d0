/**
 * Wishes, steps, prices and outcomes for whoever asks: as JSON, the same from the command and over HTTP, and in words.
 * Start with {@link io.dbcpool.bonding.text.BondText}.
 */
@NullMarked
package io.dbcpool.bonding.text;

import org.jspecify.annotations.NullMarked;
