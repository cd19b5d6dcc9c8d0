/**
 * DeepBrainChain's pallets in Java types, on top of a Substrate client that knows nothing of them. Start with
 * {@link io.dbcpool.chain.DbcRuntime}: what one runtime stores, how its calls are made and what its chain events say.
 *
 * <p>Everything is found by name in the runtime's own metadata, never by a number of ours, so that spec versions may
 * differ: a field that is new is passed over, one that is gone is refused by its name where it is needed. Read against
 * spec 400 and spec 411 of DeepBrainChain-MainChain.
 */
@NullMarked
package io.dbcpool.chain;

import org.jspecify.annotations.NullMarked;
