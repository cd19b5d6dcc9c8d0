/** Ports that a part keeps over its restarts. */
@NullMarked
package io.dbcpool.parts.tcp;

import org.jspecify.annotations.NullMarked;
