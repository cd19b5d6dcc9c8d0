/**
 * {@code pool demo}: the main job end to end on real parts of this machine, which all go away with it. Start with
 * {@link io.dbcpool.cli.demo.Demo}, the story from beginning to end; {@link io.dbcpool.cli.demo.SimulatedDbcNode} is
 * the only part that is played, {@link io.dbcpool.cli.demo.Verdict} decides whether the demo may say that it worked.
 */
@NullMarked
package io.dbcpool.cli.demo;

import org.jspecify.annotations.NullMarked;
