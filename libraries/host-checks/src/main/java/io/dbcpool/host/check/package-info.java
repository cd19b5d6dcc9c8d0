/**
 * The checks. Start with {@link io.dbcpool.host.check.CheckList}, which lists them in the order of the guide; a check
 * is a function of what the host answers. The test beside it, {@code RecordedHostsTest}, is the table of hosts: right
 * ones, and one for every single thing that can be wrong.
 */
@NullMarked
package io.dbcpool.host.check;

import org.jspecify.annotations.NullMarked;
