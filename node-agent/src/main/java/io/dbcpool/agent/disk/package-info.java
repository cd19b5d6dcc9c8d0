/** The last picture of each machine, kept on disk, so that a restart of the agent is no news. */
@NullMarked
package io.dbcpool.agent.disk;

import org.jspecify.annotations.NullMarked;
