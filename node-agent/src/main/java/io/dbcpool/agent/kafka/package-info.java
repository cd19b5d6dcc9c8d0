/** What the agent tells, as records for its topics. */
@NullMarked
package io.dbcpool.agent.kafka;

import org.jspecify.annotations.NullMarked;
