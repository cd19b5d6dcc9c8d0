/** What systemd is told where it started the watcher. Start with {@link io.dbcpool.watcher.systemd.SystemdPulse}. */
@NullMarked
package io.dbcpool.watcher.systemd;

import org.jspecify.annotations.NullMarked;
