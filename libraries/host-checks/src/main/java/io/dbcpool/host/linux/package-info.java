/**
 * A real host, asked. Start with {@link io.dbcpool.host.linux.LinuxHost}; {@link io.dbcpool.host.linux.TimedProbe} sees
 * to it that a question which hangs ends, and remembers all that was asked.
 */
@NullMarked
package io.dbcpool.host.linux;

import org.jspecify.annotations.NullMarked;
