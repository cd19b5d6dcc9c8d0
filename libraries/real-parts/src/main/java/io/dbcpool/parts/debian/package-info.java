/** A Debian or Ubuntu in a folder. Start with {@link io.dbcpool.parts.debian.DebianRoot}. */
@NullMarked
package io.dbcpool.parts.debian;

import org.jspecify.annotations.NullMarked;
