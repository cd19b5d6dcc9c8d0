/** The operator's metrics; {@code docs/runbooks} says which alert reads which. */
@NullMarked
package io.dbcpool.watcher.micrometer;

import org.jspecify.annotations.NullMarked;
