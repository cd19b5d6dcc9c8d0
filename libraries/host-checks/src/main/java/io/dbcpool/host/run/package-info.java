/** All checks at once, against a clock. Start with {@link io.dbcpool.host.run.Examination}. */
@NullMarked
package io.dbcpool.host.run;

import org.jspecify.annotations.NullMarked;
