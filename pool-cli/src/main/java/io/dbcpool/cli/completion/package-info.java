/** {@code pool completion}: what a shell needs to complete our verbs. */
@NullMarked
package io.dbcpool.cli.completion;

import org.jspecify.annotations.NullMarked;
