/** Whoever takes traces. Its users bring {@code opentelemetry-proto} themselves; nobody else needs it. */
@NullMarked
package io.dbcpool.parts.otlp;

import org.jspecify.annotations.NullMarked;
