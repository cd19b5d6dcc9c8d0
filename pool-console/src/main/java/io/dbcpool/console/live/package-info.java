/**
 * The view as it is now. Start with {@link io.dbcpool.console.live.LivePool}: it takes records, and says what changed
 * since a version that a browser has.
 */
@NullMarked
package io.dbcpool.console.live;

import org.jspecify.annotations.NullMarked;
