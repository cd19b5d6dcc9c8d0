/**
 * Knows the GPU hosts of the machines that it serves: whose domains run there, what their DBC nodes say, and what is
 * wrong with them. It reports, and stops nothing. Start with {@link io.dbcpool.agent.picture.PictureChanges} for what
 * it tells, and {@link io.dbcpool.agent.loop.AgentLoop} for how it comes to know.
 */
@NullMarked
package io.dbcpool.agent;

import org.jspecify.annotations.NullMarked;
