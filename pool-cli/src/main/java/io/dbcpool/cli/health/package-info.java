/**
 * How the processes of a pool are. {@link io.dbcpool.cli.health.Readiness} is what one of them says,
 * {@link io.dbcpool.cli.health.Announcements} what the operator is told of all of them; both are pure.
 */
@NullMarked
package io.dbcpool.cli.health;

import org.jspecify.annotations.NullMarked;
