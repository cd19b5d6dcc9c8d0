/** The figures of the service, read when Prometheus asks. Start with {@link io.dbcpool.agent.micrometer.Figures}. */
@NullMarked
package io.dbcpool.agent.micrometer;

import org.jspecify.annotations.NullMarked;
