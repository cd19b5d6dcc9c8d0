/** {@code pool man}: what {@code --help} says, as manual pages. Start with {@link io.dbcpool.cli.man.ManPage}. */
@NullMarked
package io.dbcpool.cli.man;

import org.jspecify.annotations.NullMarked;
