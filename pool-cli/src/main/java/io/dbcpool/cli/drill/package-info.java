/**
 * {@code pool drill}: rehearses a rental on the owner's own domain, in earnest. Start with
 * {@link io.dbcpool.cli.drill.DrillCommand}; the watcher decides and measures, this asks and shows.
 */
@NullMarked
package io.dbcpool.cli.drill;

import org.jspecify.annotations.NullMarked;
