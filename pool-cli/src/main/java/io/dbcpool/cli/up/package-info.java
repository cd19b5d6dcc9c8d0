/** {@code pool up}: the whole pool of one host in the foreground. Start with {@link io.dbcpool.cli.up.UpCommand}. */
@NullMarked
package io.dbcpool.cli.up;

import org.jspecify.annotations.NullMarked;
