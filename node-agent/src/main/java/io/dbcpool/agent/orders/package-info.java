/**
 * Asks the DBC network which rent orders a machine's node knows. Start with {@link io.dbcpool.agent.orders.OrderWatch}.
 */
@NullMarked
package io.dbcpool.agent.orders;

import org.jspecify.annotations.NullMarked;
