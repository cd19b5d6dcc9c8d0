/** The figures of the service, read when Prometheus asks. Start with {@link io.dbcpool.listener.micrometer.Figures}. */
@NullMarked
package io.dbcpool.listener.micrometer;

import org.jspecify.annotations.NullMarked;
