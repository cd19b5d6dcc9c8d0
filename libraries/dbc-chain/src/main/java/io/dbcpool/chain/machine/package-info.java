/**
 * A machine as the chain sees it. Start with {@link io.dbcpool.chain.machine.Machine} and
 * {@link io.dbcpool.chain.machine.MachineStatus}. Source: {@code pallets/support/src/machine_type.rs},
 * {@code machine_info.rs} and {@code live_machine.rs} of DeepBrainChain-MainChain.
 */
@NullMarked
package io.dbcpool.chain.machine;

import org.jspecify.annotations.NullMarked;
