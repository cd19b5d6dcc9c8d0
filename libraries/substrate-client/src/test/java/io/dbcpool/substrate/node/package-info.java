/**
 * A chain and nodes of it for tests: over real sockets, honest until told otherwise. Start with {@code ScriptedNode}.
 */
@NullMarked
package io.dbcpool.substrate.node;

import org.jspecify.annotations.NullMarked;
