/**
 * What an operator has to be told of without looking: a check of the host that was good and is wrong now, a machine's
 * key that is gone or another, backups of it that are too few or too old. Start with
 * {@link io.dbcpool.agent.alarm.Alarms}; {@code AlarmsTest} is the table. Nothing here does I/O.
 */
@NullMarked
package io.dbcpool.agent.alarm;

import org.jspecify.annotations.NullMarked;
