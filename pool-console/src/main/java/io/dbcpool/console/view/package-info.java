/**
 * What the console knows, as values. Start with {@link io.dbcpool.console.view.PoolView}: each record of a topic makes
 * the next view from the last one. {@link io.dbcpool.console.view.Belief} says whether a machine is rented by what the
 * topics hold, {@link io.dbcpool.console.view.Standing} whether it is inside the rule; {@code MachineViewTest} is the
 * table of what each record changes.
 *
 * <p>Records of one topic come in their order for each machine; between topics there is none, least of all while weeks
 * of them are read at the start. So whatever two topics tell is decided by the records' own times, and not by who came
 * last. Everything has a limit on how much of it is kept. Nothing here does I/O or asks for the time.
 */
@NullMarked
package io.dbcpool.console.view;

import org.jspecify.annotations.NullMarked;
