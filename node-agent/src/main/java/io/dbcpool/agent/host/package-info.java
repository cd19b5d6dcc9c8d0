/**
 * Looks at a hypervisor, and tells the loop. It only ever lists and reads: the agent stops nothing. One thread for each
 * host, so that one that hangs delays no other.
 */
@NullMarked
package io.dbcpool.agent.host;

import org.jspecify.annotations.NullMarked;
