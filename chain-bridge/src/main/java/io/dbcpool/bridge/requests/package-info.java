/**
 * Honours what an operator has signed and written to {@code dbc.bonding.requests}. Start with
 * {@link io.dbcpool.bridge.requests.RequestDesk}; who may ask is decided in {@code io.dbcpool.bonding.request}.
 */
@NullMarked
package io.dbcpool.bridge.requests;

import org.jspecify.annotations.NullMarked;
