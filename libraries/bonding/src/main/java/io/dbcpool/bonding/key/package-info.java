/**
 * Who signs: the controller's keystore, the machine's key, and which calls a controller's key is lent for. Start with
 * {@link io.dbcpool.bonding.key.AllowedCalls}.
 */
@NullMarked
package io.dbcpool.bonding.key;

import org.jspecify.annotations.NullMarked;
