/**
 * A pool, and what surrounds one: its file, its processes, a DBC node's voice, a reader of its topics. Start with
 * {@link io.dbcpool.endtoend.pool.OperatedPool}.
 */
@NullMarked
package io.dbcpool.endtoend.pool;

import org.jspecify.annotations.NullMarked;
