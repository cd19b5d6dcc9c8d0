/**
 * The DBC node's word, as the agent hears it: on the broadcast port only, which it shares with the services that need
 * it sooner. Unicasts are theirs.
 */
@NullMarked
package io.dbcpool.agent.broadcast;

import org.jspecify.annotations.NullMarked;
