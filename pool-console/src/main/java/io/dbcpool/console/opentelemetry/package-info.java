/**
 * Traces in OpenTelemetry's words, over OTLP. Start with {@link io.dbcpool.console.opentelemetry.OtlpReceiver}. No
 * class of it is loaded while no collector is configured.
 */
@NullMarked
package io.dbcpool.console.opentelemetry;

import org.jspecify.annotations.NullMarked;
