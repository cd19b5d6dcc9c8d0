/**
 * What an operator asks for over Kafka: signed, for a while, once. Start with
 * {@link io.dbcpool.bonding.request.SignedOrder}, which is pure.
 */
@NullMarked
package io.dbcpool.bonding.request;

import org.jspecify.annotations.NullMarked;
