/** Asks the services of this host over loopback. Start with {@link io.dbcpool.cli.http.ServiceClient}. */
@NullMarked
package io.dbcpool.cli.http;

import org.jspecify.annotations.NullMarked;
