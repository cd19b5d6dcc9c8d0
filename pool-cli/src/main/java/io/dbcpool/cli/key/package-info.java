/**
 * {@code pool key}: the machine's key, shown by its id only, backed up encrypted, and restored. Start with
 * {@link io.dbcpool.cli.key.KeyCommand}.
 */
@NullMarked
package io.dbcpool.cli.key;

import org.jspecify.annotations.NullMarked;
