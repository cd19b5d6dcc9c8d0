/**
 * What an owner asks of the chain, as calls ready to be signed. Start with {@link io.dbcpool.chain.call.OwnerCalls}.
 * Who has to sign which, and what it costs, is said at each. Nothing here signs or sends.
 */
@NullMarked
package io.dbcpool.chain.call;

import org.jspecify.annotations.NullMarked;
