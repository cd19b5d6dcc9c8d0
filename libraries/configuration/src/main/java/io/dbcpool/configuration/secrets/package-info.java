/** Files that open something: whether they are their owner's alone, and what is in them. */
@NullMarked
package io.dbcpool.configuration.secrets;

import org.jspecify.annotations.NullMarked;
