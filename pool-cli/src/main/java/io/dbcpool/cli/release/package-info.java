/**
 * {@code pool release}: the operator's own word that a machine is not rented, which is obeyed and kept (law 2). Start
 * with {@link io.dbcpool.cli.release.ReleaseCommand}.
 */
@NullMarked
package io.dbcpool.cli.release;

import org.jspecify.annotations.NullMarked;
