/**
 * What a machine is in, all of it at one block: for its owner to look at. Start with
 * {@link io.dbcpool.chain.state.MachineState}.
 */
@NullMarked
package io.dbcpool.chain.state;

import org.jspecify.annotations.NullMarked;
