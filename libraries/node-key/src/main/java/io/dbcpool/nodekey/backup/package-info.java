/**
 * The key, encrypted with a passphrase. Start with {@link io.dbcpool.nodekey.backup.AgeFile}, the format: age v1 with a
 * passphrase, so that {@code age -d} opens a backup where nothing of ours is at hand.
 */
@NullMarked
package io.dbcpool.nodekey.backup;

import org.jspecify.annotations.NullMarked;
