/** {@code pool log}: how loudly a service logs. Start with {@link io.dbcpool.cli.log.LogCommand}. */
@NullMarked
package io.dbcpool.cli.log;

import org.jspecify.annotations.NullMarked;
