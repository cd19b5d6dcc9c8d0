/** Whether the watcher can guard. */
@NullMarked
package io.dbcpool.watcher.health;

import org.jspecify.annotations.NullMarked;
