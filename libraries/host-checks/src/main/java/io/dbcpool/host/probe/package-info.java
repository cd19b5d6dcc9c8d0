/**
 * What can be asked of a host, and what it answers. Start with {@link io.dbcpool.host.probe.HostProbe}, the port; all
 * that a host answered at one time is a {@link io.dbcpool.host.probe.HostRecord}.
 */
@NullMarked
package io.dbcpool.host.probe;

import org.jspecify.annotations.NullMarked;
