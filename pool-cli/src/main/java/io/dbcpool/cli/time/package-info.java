/** How long something lasts, as it is typed. Start with {@link io.dbcpool.cli.time.Time}. */
@NullMarked
package io.dbcpool.cli.time;

import org.jspecify.annotations.NullMarked;
