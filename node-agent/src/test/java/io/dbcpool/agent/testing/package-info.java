/** Pools and machines for the agent's tests. */
@NullMarked
package io.dbcpool.agent.testing;

import org.jspecify.annotations.NullMarked;
