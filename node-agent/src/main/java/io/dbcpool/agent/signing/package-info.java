/**
 * Signs for the chain-bridge: one kind of message, for one stash. Start with
 * {@link io.dbcpool.agent.signing.SigningDesk}. Who asks is not known, and need not be: the message is put together
 * here, from the machine's own id and the stash in the pool's file, so that a forged request gets what the owner wants
 * anyway. The key is behind the port {@link io.dbcpool.agent.signing.MachineSigner}.
 */
@NullMarked
package io.dbcpool.agent.signing;

import org.jspecify.annotations.NullMarked;
