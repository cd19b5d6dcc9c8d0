/**
 * How loudly a service logs, changed while it runs: a file of wishes, each with an end. Start with
 * {@link io.dbcpool.configuration.loglevels.LogLevelWishes}, which is its rules; {@code LogLevelFile} is where it lies,
 * and {@code LogLevelWatch} does what it says. Why a file, and no address: {@code docs/decisions/0026}.
 */
@NullMarked
package io.dbcpool.configuration.loglevels;

import org.jspecify.annotations.NullMarked;
