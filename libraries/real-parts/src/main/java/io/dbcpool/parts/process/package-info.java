/** Other programs' processes: how they are ended. */
@NullMarked
package io.dbcpool.parts.process;

import org.jspecify.annotations.NullMarked;
