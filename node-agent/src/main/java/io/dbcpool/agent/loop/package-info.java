/**
 * Reads an observation, lets the rules make a new state of it, keeps and tells what changed. Start with
 * {@link io.dbcpool.agent.loop.AgentLoop}. Disk and Kafka are reached by the two ports here.
 */
@NullMarked
package io.dbcpool.agent.loop;

import org.jspecify.annotations.NullMarked;
