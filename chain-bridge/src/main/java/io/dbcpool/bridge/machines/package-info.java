/**
 * What the chain says of each machine, as records of {@code dbc.chain.machines}. Start with
 * {@link io.dbcpool.bridge.machines.MachineRecords}, which is pure.
 */
@NullMarked
package io.dbcpool.bridge.machines;

import org.jspecify.annotations.NullMarked;
