/**
 * How the commands of an operator reach the watcher of this host. Start with {@link io.dbcpool.cli.watcher.Watcher}:
 * what writes needs the token that it reads.
 */
@NullMarked
package io.dbcpool.cli.watcher;

import org.jspecify.annotations.NullMarked;
