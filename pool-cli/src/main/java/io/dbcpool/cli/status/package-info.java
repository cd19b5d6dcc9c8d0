/**
 * {@code pool status}: what the pool of this host knows of its machines. Start with
 * {@link io.dbcpool.cli.status.StatusReport}, which is what is shown and decides whether something is wrong;
 * {@code StatusReportTest} shows how it looks.
 */
@NullMarked
package io.dbcpool.cli.status;

import org.jspecify.annotations.NullMarked;
