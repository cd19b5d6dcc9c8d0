/**
 * Which domains are the owner's. Start with {@link io.dbcpool.watcher.owner.OwnerAllowList}: only it makes an
 * {@link io.dbcpool.watcher.owner.OwnerDomain}, and only such a one can be stopped.
 */
@NullMarked
package io.dbcpool.watcher.owner;

import org.jspecify.annotations.NullMarked;
