/**
 * Hosts as records. {@link io.dbcpool.host.hosts.RightHosts} makes those on which all is well, and
 * {@link io.dbcpool.host.hosts.WrongHosts} changes one thing in one of them.
 */
@NullMarked
package io.dbcpool.host.hosts;

import org.jspecify.annotations.NullMarked;
