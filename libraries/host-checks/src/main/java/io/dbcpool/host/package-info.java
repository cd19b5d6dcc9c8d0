/**
 * Is a host set up right for DBC, step by step of the guide, and right for us. {@link io.dbcpool.host.check} judges
 * what a host answers, through the one port in {@link io.dbcpool.host.probe}, and does no I/O;
 * {@link io.dbcpool.host.linux} asks a real host; all that was asked and answered is a record that can be kept and
 * replayed. Start with {@link io.dbcpool.host.check.CheckList}.
 */
@NullMarked
package io.dbcpool.host;

import org.jspecify.annotations.NullMarked;
