/**
 * QEMU processes of this host, without libvirt: found by the domain's UUID in {@code /proc}, ended by a signal that
 * cannot reach another process, and seen to be gone. Start with {@link io.dbcpool.watcher.process.LocalProcesses}.
 */
@NullMarked
package io.dbcpool.watcher.process;

import org.jspecify.annotations.NullMarked;
