/**
 * A runtime's values taken apart by the names that its metadata gives them. Start with
 * {@link io.dbcpool.chain.shape.Fields}.
 */
@NullMarked
package io.dbcpool.chain.shape;

import org.jspecify.annotations.NullMarked;
