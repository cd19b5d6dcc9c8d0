/**
 * What the agent knows of one machine. Start with {@link io.dbcpool.agent.machine.Observation}, which is all that can
 * be learnt, and {@link io.dbcpool.agent.machine.MachineState}, which is what becomes of it. Nothing here does I/O.
 */
@NullMarked
package io.dbcpool.agent.machine;

import org.jspecify.annotations.NullMarked;
