/**
 * Is this host set up right? Start with {@link io.dbcpool.agent.readiness.ReadinessChecks}, the list;
 * {@code ReadinessChecksTest} is the table. A check looks at what was observed and does no I/O; what nobody could
 * observe is "cannot tell", never "ok".
 */
@NullMarked
package io.dbcpool.agent.readiness;

import org.jspecify.annotations.NullMarked;
