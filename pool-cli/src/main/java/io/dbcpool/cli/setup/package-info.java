/** {@code pool setup}: from what the doctor finds wrong to a host that is set up right, and back. */
@NullMarked
package io.dbcpool.cli.setup;

import org.jspecify.annotations.NullMarked;
