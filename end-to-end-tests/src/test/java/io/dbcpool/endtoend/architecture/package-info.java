/** The house checks itself. Start with {@link io.dbcpool.endtoend.architecture.HouseTest}. */
@NullMarked
package io.dbcpool.endtoend.architecture;

import org.jspecify.annotations.NullMarked;
