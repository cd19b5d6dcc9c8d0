/**
 * The host that a verb looks at: whose words count, and where its root is. Start with
 * {@link io.dbcpool.cli.host.HostOptions}.
 */
@NullMarked
package io.dbcpool.cli.host;

import org.jspecify.annotations.NullMarked;
