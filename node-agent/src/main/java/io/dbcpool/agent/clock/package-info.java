/** This host's clock: whether anybody vouches for it, and whether it jumped. */
@NullMarked
package io.dbcpool.agent.clock;

import org.jspecify.annotations.NullMarked;
