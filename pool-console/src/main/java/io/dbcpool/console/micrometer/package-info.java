/** The console's own figures: {@code /q/metrics}. */
@NullMarked
package io.dbcpool.console.micrometer;

import org.jspecify.annotations.NullMarked;
