/**
 * Why the runtime refused a call, in plain words and with the next step. Start with
 * {@link io.dbcpool.chain.error.Refusal}; {@code refusals.tsv} is the table. Source: the {@code Error} enums of the
 * pallets, and where each is returned.
 */
@NullMarked
package io.dbcpool.chain.error;

import org.jspecify.annotations.NullMarked;
