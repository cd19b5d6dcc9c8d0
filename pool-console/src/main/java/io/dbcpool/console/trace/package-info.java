/**
 * A rental as a trace, from its records. Start with {@link io.dbcpool.console.trace.RentalTrace}, the function from
 * what the topics tell of one rental to its spans; {@link io.dbcpool.console.trace.RentalBook} gathers the records and
 * says which rentals can be told. Nothing here does I/O, asks for the time or knows OpenTelemetry.
 *
 * <p>Every id follows from the rental's key and the record's id, so that a console that tells a rental again, or a
 * second console, tells the same trace. Why traces are made here and not where things happen:
 * {@code docs/decisions/0027-traces-are-made-from-the-topics.md}.
 */
@NullMarked
package io.dbcpool.console.trace;

import org.jspecify.annotations.NullMarked;
